/**
 * From compiled text back to the author's: positions (for stacks) and function texts (for `toString`).
 * Reads nothing but `CompiledModule.insertions`. Used while programs run, hence the runtime's rules (`primordials.ts`).
 */
import { max, min, stringCharCodeAt, stringIndexOf, stringSlice } from '../runtime/primordials.ts';

/** 0-based. */
export interface Place {
  line: number;
  column: number;
}

export interface Inserted {
  /** Per 0-based line: `[column, length, …]`, columns in the compiled line, ascending. */
  readonly insertions: readonly (readonly number[])[];
}

/**
 * Where a position of the compiled module lies in the source. `line` and `column` are 0-based and relative to the
 * module's code. A position inside inserted text is mapped to the place of the insertion.
 */
export function mapPosition(module: Inserted, line: number, column: number): Place {
  const list = line < module.insertions.length ? module.insertions[line] : undefined;
  if (!list) return { line, column };
  let shift = 0;
  for (let index = 0; index < list.length; index += 2) {
    const start = list[index] as number;
    const length = list[index + 1] as number;
    if (start >= column) break;
    shift += min(length, column - start);
  }
  return { line, column: column - shift };
}

/**
 * The author's text, types blanked, of a piece of compiled text: what `Function.prototype.toString` should answer for
 * a function or a class of the module. `code` is the module's whole text (the text of its module function) and `text`
 * what the engine answered. `undefined` when `text` does not occur in `code`.
 */
export function originalText(code: string, module: Inserted, text: string): string | undefined {
  const start = stringIndexOf(code, text);
  return start < 0 ? undefined : originalRange(code, module, start, start + text.length);
}

/** The author's text, types blanked, of `code` from `start` to before `end`. */
export function originalRange(code: string, module: Inserted, start: number, end: number): string {
  let result = '';
  let done = start;
  let lineStart = 0;
  for (let line = 0; line < module.insertions.length && lineStart >= 0 && lineStart <= end; line++) {
    const list = module.insertions[line] as readonly number[];
    for (let index = 0; index < list.length; index += 2) {
      const column = lineStart + (list[index] as number);
      const behind = column + (list[index + 1] as number);
      const from = max(column, done);
      const to = min(behind, end);
      if (from >= to) continue;
      result += stringSlice(code, done, from);
      done = to;
    }
    lineStart = nextLine(code, lineStart);
  }
  return result + stringSlice(code, done, end);
}

/** Offset behind the line end that follows `from`, or -1. */
function nextLine(code: string, from: number): number {
  for (let at = from; at < code.length; at++) {
    const unit = stringCharCodeAt(code, at);
    if (unit === 0x0a || unit === 0x2028 || unit === 0x2029) return at + 1;
    if (unit === 0x0d) return stringCharCodeAt(code, at + 1) === 0x0a ? at + 2 : at + 1;
  }
  return -1;
}
