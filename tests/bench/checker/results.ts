/** What was measured: told line by line as soon as it is known, and in two tables at the end. */
import { printTable } from '../support.ts';
import { type GoalName, goals, isMet, wanted, written } from './goals.ts';
import type { Measured } from './measure.ts';

export interface Results {
  /** Tells a measurement. */
  row(name: string, measured: Measured, note?: string): void;
  /** Tells that a measurement came to nothing, and why. */
  failed(name: string, error: unknown): void;
  /** Keeps a number for the table of goals; `remark`: what it is made of. */
  reach(goal: GoalName, value: number, remark?: string): void;
  /** Prints the tables of what there is. */
  print(): void;
  /** Whether everything that was to be measured was. */
  isWhole(): boolean;
}

/** `size`: how many examples the book has. */
export function createResults(size: number): Results {
  const rows: (string | number)[][] = [];
  let failures = 0;
  const reached = new Map<GoalName, { value: number; remark: string }>();
  return {
    row(name, { ms, memory, cpu }, note = '') {
      const [time, processors, peak] = [ms, cpu, memory].map(Math.round) as [number, number, number];
      rows.push([name, time, processors || '–', peak || '–', note]);
      console.log(`  ${name}: ${time} ms, ${processors} ms of processors, ${peak} MiB ${note}`);
    },
    failed(name, error) {
      failures++;
      const message = error instanceof Error ? error.message : String(error);
      rows.push([name, '–', '–', '–', (message.split('\n')[0] ?? '').slice(0, 60)]);
      console.log(`  ${name}: ${message}`);
    },
    isWhole: () => failures === 0,
    reach(goal, value, remark = '') {
      reached.set(goal, { value, remark });
    },
    print() {
      console.log('');
      printTable(['what', 'ms', 'processors ms', 'peak MiB', ''], rows);
      if (reached.size === 0) return;
      console.log(size === 1_000 ? '' : `\nThe goals are for 1,000 examples; this book has ${size}.`);
      const lines = Object.entries(goals).flatMap(([name, goal]) => {
        const found = reached.get(name as GoalName);
        if (!found) return [];
        const { value, remark } = found;
        return [
          [goal.what, wanted(goal), written(goal, value), isMet(goal, value) ? 'met' : 'not met', remark],
        ];
      });
      printTable(['goal', 'wanted', 'measured', '', ''], lines);
    },
  };
}
