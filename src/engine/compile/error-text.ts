/**
 * Engines quote code in their messages: `(await f()).x()` fails with "(intermediate value).x is not a function". With
 * probes in the code they would quote the probes. Such an error always passes through `reenter` (as the caught error)
 * or `fail` before the program can see it: there its message and its stack are to be put right.
 */
import { stringCharCodeAt, stringIndexOf, stringSlice, stringStartsWith } from '../runtime/primordials.ts';

/** What engines say after a quoted call that gave something else than expected. */
const calls = [
  '(...) is not a function or its return value',
  ' is not a function or its return value',
  '(...)',
];
const probes = ['resume', 'suspend', 'exit', 'at'];

/**
 * The message, or stack, without probes in it; the same string when there were none. Their names (`$p.resume`,
 * `$1p.at` …) are chosen so that they do not occur in the program, so no text of its own is touched.
 */
export function restoreErrorText(text: string): string {
  let result = '';
  let done = 0;
  for (let at = stringIndexOf(text, '$'); at >= 0; at = stringIndexOf(text, '$', at + 1)) {
    const end = endOfProbe(text, at);
    if (end < 0) continue;
    result += `${stringSlice(text, done, at)}(intermediate value)`;
    done = end;
  }
  return done === 0 ? text : result + stringSlice(text, done);
}

/** Offset behind `$p.resume(...)` and the like at `at`, or -1. */
function endOfProbe(text: string, at: number): number {
  let end = at + 1;
  while (stringCharCodeAt(text, end) >= 0x30 && stringCharCodeAt(text, end) <= 0x39) end++;
  if (!stringStartsWith(text, 'p.', end)) return -1;
  end += 2;
  for (let index = 0; index < probes.length; index++) {
    const probe = probes[index] as string;
    if (!stringStartsWith(text, probe, end)) continue;
    end += probe.length;
    for (let other = 0; other < calls.length; other++) {
      const call = calls[other] as string;
      if (stringStartsWith(text, call, end)) return end + call.length;
    }
    return end;
  }
  return -1;
}
