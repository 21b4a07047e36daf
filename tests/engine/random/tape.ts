/**
 * Where the decisions of a random program come from: a list of numbers, read from left to right. At its end every
 * decision is 0, which always means the simplest choice; so a shorter tape with smaller numbers is a simpler program.
 */
export interface Tape {
  /** A whole number from 0 to `count - 1`. */
  pick(count: number): number;
  /** True once in `times`. */
  once(times: number): boolean;
  oneOf<T>(choices: readonly T[]): T;
  /** Numbers left. */
  left(): number;
}

export function createTape(numbers: readonly number[]): Tape {
  let at = 0;
  const pick = (count: number) => (numbers[at++] ?? 0) % count;
  return {
    pick,
    once: (times) => pick(times) === times - 1,
    oneOf<T>(choices: readonly T[]): T {
      const chosen = choices[pick(choices.length)];
      if (chosen === undefined) throw new RangeError('There is nothing to choose from.');
      return chosen;
    },
    left: () => Math.max(0, numbers.length - at),
  };
}
