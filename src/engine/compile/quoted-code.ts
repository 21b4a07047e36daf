/**
 * V8 quotes whole functions in messages: `postMessage(() => work())` fails with "() => work() could not be cloned.".
 * Where the function has probes, the quotation has them too.
 */
import { stringCharCodeAt, stringIndexOf, stringSlice, stringStartsWith } from '../runtime/primordials.ts';
import { type Inserted, originalRange } from './position.ts';

/** V8 quotes a function of more than 128 characters as its first 111, this, and its last 2. */
const omission = '...<omitted>...';
const longest = 128;
const opening = 111;
const closing = 2;

/**
 * `text` with the author's words for the first function of the module that is quoted in it with probes, or `undefined`
 * when there is none. `code`: as for `originalText`.
 */
export function restoreQuotedCode(code: string, module: Inserted, text: string): string | undefined {
  const marker = findMarker(text);
  if (!marker) return undefined;
  const found = stringIndexOf(code, marker.call);
  if (found < 0) return undefined;
  const shift = found - marker.at;
  let end = marker.at + marker.call.length;
  while (end < text.length && text[end] === code[end + shift]) end++;
  let start = marker.at;
  while (start > 0 && text[start - 1] === code[start - 1 + shift]) start--;
  if (!stringStartsWith(text, omission, end)) {
    const original = originalRange(code, module, start + shift, end + shift);
    return stringSlice(text, 0, start) + original + stringSlice(text, end);
  }
  start = end - opening;
  const behind = end + omission.length + closing;
  const last = endOfBody(code, marker.prefix, found);
  const original = originalRange(code, module, start + shift, last < 0 ? end + shift : last);
  let quoted = original;
  if (last < 0) quoted += stringSlice(text, end, behind);
  else if (original.length > longest)
    quoted = stringSlice(original, 0, opening) + omission + stringSlice(original, -closing);
  return stringSlice(text, 0, start) + quoted + stringSlice(text, behind);
}

/** The first probe with a number in `text`: `$p.at(12,` or `$p.enter(12,`. Its number occurs once in its module. */
function findMarker(text: string): { at: number; call: string; prefix: string } | undefined {
  for (let at = stringIndexOf(text, '$'); at >= 0; at = stringIndexOf(text, '$', at + 1)) {
    let end = at + 1;
    while (isDigit(stringCharCodeAt(text, end))) end++;
    const prefix = stringSlice(text, at, end);
    const name = stringStartsWith(text, 'p.at(', end) ? 'p.at(' : 'p.enter(';
    if (!stringStartsWith(text, name, end)) continue;
    end += name.length;
    while (isDigit(stringCharCodeAt(text, end))) end++;
    if (text[end] === ',') return { at, call: stringSlice(text, at, end + 1), prefix };
  }
  return undefined;
}

/** Offset behind the asynchronous function that `enter`s at `at`; -1 when it is not seen where it ends. */
function endOfBody(code: string, prefix: string, at: number): number {
  const enter = `${prefix}p.enter(`;
  const leave = `${prefix}p.leave(${prefix}c)}}`;
  if (!stringStartsWith(code, enter, at)) return -1;
  let depth = 1;
  for (let from = at + enter.length; ; ) {
    const inner = stringIndexOf(code, enter, from);
    const end = stringIndexOf(code, leave, from);
    if (end < 0) return -1;
    const enters = inner >= 0 && inner < end;
    depth += enters ? 1 : -1;
    from = enters ? inner + enter.length : end + leave.length;
    if (depth === 0) return from;
  }
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
