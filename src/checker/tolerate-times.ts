/**
 * On a real clock milliseconds are never exact. Printed times that are near enough to the expected ones are
 * replaced by them before anything is compared, so that one comparison serves every clock.
 */

/** How far a printed time may be from the expected one, in ms. */
export const TOLERANCE = 30;

/** A number with its unit, and the blanks that pad it: `  610 ms`, `12.5ms`. */
const TIME = /[ \t]*-?\d+(?:\.\d+)? ?ms\b[ \t]*/g;
const NUMBER = /[ \t]*-?\d+(?:\.\d+)?[ \t]*/g;

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
  return expected === found || differsSlightly(expected, found, TIME);
}

/** Whether lines differ in numbers without a unit only, as much as times may: times whose unit was not printed. */
export function lacksUnits(expected: readonly string[], found: readonly string[]): boolean {
  return (
    expected.length === found.length &&
    expected.every((line, index) => {
      const other = found[index] ?? '';
      return isNear(line, other) || differsSlightly(line, other, NUMBER);
    })
  );
}

function differsSlightly(expected: string, found: string, number: RegExp): boolean {
  const numbers = expected.match(number) ?? [];
  const others = found.match(number) ?? [];
  return (
    numbers.length > 0 &&
    numbers.length === others.length &&
    expected.replaceAll(number, '\0') === found.replaceAll(number, '\0') &&
    numbers.every((text, index) => Math.abs(parseFloat(text) - parseFloat(others[index] ?? '')) <= TOLERANCE)
  );
}
