/**
 * Engines quote code in their messages: `(await f()).x()` fails with "(intermediate value).x is not a function". With
 * probes in the code they would quote the probes. Such an error passes through `reenter`, `caught` or `fail`, or is handed
 * to a reaction or a listener, before the program can see it: there its message is to be put right.
 */
import { stringCharCodeAt, stringIndexOf, stringSlice, stringStartsWith } from '../runtime/primordials.ts';

/** What engines say after a quoted call that gave something else than expected. */
const calls = [
  '(...) is not a function or its return value',
  ' is not a function or its return value',
  '(...)',
];
const probes = ['resume', 'suspend', 'exit', 'at'];
const unnamed = '(intermediate value)';
/** V8 quotes the operand of a `yield*` once, and once more for each `try` around it: those of the probes, too. */
const delegation = `yield* ${unnamed}`;
/** How V8 quotes what is spread behind a probe: `($p.at(...) , name)`. */
const spread = 'at(...) , ';
/** How V8 quotes the call of a live import: `(0 , $i.name)`. */
const callOpening = '(0 , ';

/**
 * The message, or stack, without what the compiler inserted; the same string when there was nothing. The names
 * (`$p.resume`, `$i.x` …) are chosen so that they do not occur in the program, so no text of its own is touched.
 */
export function restoreErrorText(text: string): string {
  let result = '';
  let done = 0;
  for (let at = stringIndexOf(text, '$'); at >= 0; at = stringIndexOf(text, '$', at + 1)) {
    let end = at + 1;
    while (isDigit(stringCharCodeAt(text, end))) end++;
    if (text[at - 1] === '(' && stringStartsWith(text, `p.${spread}`, end)) {
      const begin = end + 2 + spread.length;
      const close = endOfGroup(text, begin);
      if (close < 0) continue;
      result += stringSlice(text, done, at - 1) + restoreErrorText(stringSlice(text, begin, close));
      done = close + 1;
      at = close;
    } else if (stringStartsWith(text, 'p.', end)) {
      const behind = endOfProbe(text, end + 2);
      if (behind < 0) continue;
      result += stringSlice(text, done, at) + unnamed;
      done = behind;
    } else if (stringStartsWith(text, 'i.', end)) {
      const name = end + 2;
      const behind = endOfName(text, name);
      const called = stringStartsWith(text, callOpening, at - callOpening.length) && text[behind] === ')';
      result +=
        stringSlice(text, done, called ? at - callOpening.length : at) + stringSlice(text, name, behind);
      done = called ? behind + 1 : behind;
    }
  }
  return quoteOperandOnce(done === 0 ? text : result + stringSlice(text, done));
}

function quoteOperandOnce(text: string): string {
  const at = stringIndexOf(text, delegation);
  if (at < 0) return text;
  const once = at + delegation.length;
  let end = once;
  while (stringStartsWith(text, unnamed, end)) end += unnamed.length;
  return end === once ? text : stringSlice(text, 0, once) + stringSlice(text, end);
}

/** Offset of the parenthesis that closes what is open at `at`, or -1. */
function endOfGroup(text: string, at: number): number {
  let depth = 0;
  for (let end = at; end < text.length; end++) {
    const unit = text[end];
    if (unit === '(') depth++;
    else if (unit === ')' && depth-- === 0) return end;
  }
  return -1;
}

/** Offset behind `resume(...)` and the like at `at`, or -1. */
function endOfProbe(text: string, at: number): number {
  for (let index = 0; index < probes.length; index++) {
    const probe = probes[index] as string;
    if (!stringStartsWith(text, probe, at)) continue;
    const end = at + probe.length;
    for (let other = 0; other < calls.length; other++) {
      const call = calls[other] as string;
      if (stringStartsWith(text, call, end)) return end + call.length;
    }
    return end;
  }
  return -1;
}

/** Offset behind the identifier at `at`; characters beyond ASCII count as letters. */
function endOfName(text: string, at: number): number {
  let end = at;
  while (end < text.length && isNamePart(stringCharCodeAt(text, end))) end++;
  return end;
}

function isNamePart(unit: number): boolean {
  const letter = unit | 0x20;
  return isDigit(unit) || (letter >= 0x61 && letter <= 0x7a) || unit === 0x24 || unit === 0x5f || unit > 0x7f;
}

function isDigit(unit: number): boolean {
  return unit >= 0x30 && unit <= 0x39;
}
