/**
 * From compiled text back to the author's: positions (for stacks) and function texts (for `toString`).
 * Reads nothing but `CompiledModule.insertions`, so that it works wherever compiled modules go.
 */

/** 0-based. */
export interface Place {
  line: number;
  column: number;
}

/**
 * Where a position of the compiled module lies in the source. `line` and `column` are 0-based and relative to the
 * module's code. A position inside inserted text is mapped to the place of the insertion.
 */
export function mapPosition(
  module: { insertions: readonly number[][] },
  line: number,
  column: number,
): Place {
  const list = module.insertions[line] ?? [];
  let shift = 0;
  for (let index = 0; index < list.length; index += 2) {
    const start = list[index] as number;
    const length = list[index + 1] as number;
    if (start >= column) break;
    shift += Math.min(length, column - start);
  }
  return { line, column: column - shift };
}

/**
 * The author's text, types blanked, of a piece of compiled text: what `Function.prototype.toString` should answer for
 * a function or a class of the module. `code` is the module's whole text (the text of its module function) and `text`
 * what the engine answered. `undefined` when `text` does not occur in `code`.
 */
export function originalText(
  code: string,
  insertions: readonly number[][],
  text: string,
): string | undefined {
  const start = code.indexOf(text);
  if (start < 0) return undefined;
  const end = start + text.length;
  let result = '';
  let done = start;
  let line = 0;
  let lineStart = 0;
  while (lineStart <= end) {
    const list = insertions[line] ?? [];
    for (let index = 0; index < list.length; index += 2) {
      const from = Math.max(lineStart + (list[index] as number), done);
      const to = Math.min(lineStart + (list[index] as number) + (list[index + 1] as number), end);
      if (from >= to) continue;
      result += code.slice(done, from);
      done = to;
    }
    const next = endOfLine(code, lineStart);
    if (next < 0) break;
    lineStart = next;
    line++;
  }
  return result + code.slice(done, end);
}

/** Offset behind the line end that follows `from`, or -1. */
function endOfLine(code: string, from: number): number {
  for (let at = from; at < code.length; at++) {
    const unit = code.charCodeAt(at);
    if (unit === 0x0a || unit === 0x2028 || unit === 0x2029) return at + 1;
    if (unit === 0x0d) return code.charCodeAt(at + 1) === 0x0a ? at + 2 : at + 1;
  }
  return -1;
}
