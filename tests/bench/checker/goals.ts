/** The goals the checker has set itself, for a book of 1,000 examples in forty chapters, and one of 5,000. */

export interface Goal {
  what: string;
  unit: 'ms' | '×' | 'MiB' | '%' | 'runs';
  atMost?: number;
  atLeast?: number;
}

const list = {
  cold: { what: 'cold', atMost: 3_000, unit: 'ms' },
  unchanged: { what: 'unchanged', atMost: 100, unit: 'ms' },
  exampleEdited: { what: 'one example edited', atMost: 200, unit: 'ms' },
  chapterEdited: { what: 'one chapter edited', atMost: 350, unit: 'ms' },
  watchMedian: { what: 'watch, save to verdict, p50', atMost: 15, unit: 'ms' },
  watchMost: { what: 'watch, save to verdict, p95', atMost: 40, unit: 'ms' },
  shards: { what: 'two shards, one processor each, as fast as one', atLeast: 1.8, unit: '×' },
  large: { what: 'five times the examples, cold, in times of one', atMost: 6, unit: '×' },
  largeMemory: { what: 'five times the examples, cold, peak memory', atMost: 700, unit: 'MiB' },
  typeErrors: { what: 'type errors reported where they are', atLeast: 100, unit: '%' },
  runtimeErrors: { what: 'runtime errors reported where they are', atLeast: 100, unit: '%' },
  outputErrors: { what: 'output errors reported where they are', atLeast: 100, unit: '%' },
  loop: { what: 'an endless loop costs at most its limit', atMost: 5_000, unit: 'ms' },
  microtasks: { what: 'endless microtasks cost at most their limit', atMost: 5_000, unit: 'ms' },
  besideHanging: { what: 'examples that are fine beside one that hangs', atLeast: 100, unit: '%' },
  besidePatching: { what: 'examples unchanged beside those that patch globals', atLeast: 100, unit: '%' },
  flakes: { what: 'whole runs beside two hogs that were not fine', atMost: 0, unit: 'runs' },
  coldBesideDeno: { what: 'cold, faster than deno test --doc', atLeast: 30, unit: '×' },
  exampleBesideDeno: { what: 'one example edited, faster than deno test --doc', atLeast: 250, unit: '×' },
  chapterBesideDeno: { what: 'one chapter edited, faster than deno test --doc', atLeast: 250, unit: '×' },
  coldBesideVitest: { what: 'cold, faster than Vitest', atLeast: 30, unit: '×' },
} as const satisfies Record<string, Goal>;

export type GoalName = keyof typeof list;

/** By name, in the order in which they are told. */
export const goals: Record<GoalName, Goal> = list;

/** As it is written: `≤ 3000 ms`. */
export function wanted({ atMost, atLeast, unit }: Goal): string {
  return atMost === undefined ? `≥ ${atLeast} ${unit}` : `≤ ${atMost} ${unit}`;
}

export function isMet({ atMost = Infinity, atLeast = -Infinity }: Goal, value: number): boolean {
  return value <= atMost && value >= atLeast;
}

/** A value in the goal's unit, never rounded to the better side of it. */
export function written(goal: Goal, value: number): string {
  const digits = Math.abs(value) < 100 && !Number.isInteger(value) ? 1 : 0;
  const scale = 10 ** digits;
  const rounded = Math.round(value * scale) / scale;
  const text = isMet(goal, rounded) === isMet(goal, value) ? rounded.toFixed(digits) : value.toFixed(3);
  return `${text} ${goal.unit}`;
}
