/**
 * Engines quote code in their messages: `(await f()).x()` fails with "(intermediate value).x is not a function". With
 * probes they would quote those. To be called by `fail` and `reenter`, through which every such error passes before
 * the program can see it, for its message to be what it is without probes.
 */

// `$p`, `$1p` …: names that do not occur in the program, so no message of its own is touched.
const quotedProbe =
  /\$\d*p\.(?:resume|suspend|exit|at)(?:\(\.\.\.\))?( is not a function or its return value)?/g;

/** The message without probes in it; the same string when there were none. */
export function restoreErrorText(text: string): string {
  return text.includes('$') ? text.replace(quotedProbe, '(intermediate value)') : text;
}
