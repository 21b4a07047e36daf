/**
 * On a real clock milliseconds are never exact. Printed times that are near enough to the expected ones are
 * replaced by them before anything is compared, so that one comparison serves every clock.
 */

/** How far a printed time may be from the expected one, in ms. */
export const TOLERANCE = 30;

/** A number with its unit, and the blanks that pad it: `  610 ms`, `12.5ms`. */
const TIME = /[ \t]*-?\d+(?:\.\d+)? ?ms\b[ \t]*/g;

/** The printed lines, each taken for the expected line it stands for: that of the same index, or any other. */
export function tolerateTimes(expected: readonly string[], found: readonly string[]): string[] {
  return found.map((line, index) => {
    const same = expected[index];
    if (same !== undefined && isNear(same, line)) return same;
    return expected.find((candidate) => isNear(candidate, line)) ?? line;
  });
}

/** Whether two lines are the same but for times that are at most the tolerance apart. */
export function isNear(expected: string, found: string): boolean {
  if (expected === found) return true;
  const times = expected.match(TIME) ?? [];
  const foundTimes = found.match(TIME) ?? [];
  if (times.length === 0 || times.length !== foundTimes.length) return false;
  if (expected.replaceAll(TIME, '\0') !== found.replaceAll(TIME, '\0')) return false;
  return times.every(
    (time, index) => Math.abs(parseFloat(time) - parseFloat(foundTimes[index] ?? '')) <= TOLERANCE,
  );
}
