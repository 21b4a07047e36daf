/** Two halves, each pinned to one processor, and the whole on one. */
import type { Bench } from '../bench.ts';
import { cli } from '../check-book.ts';
import { type Measured, measure, repeat } from '../measure.ts';

export async function measureShards({ book, runs, results }: Bench): Promise<void> {
  const pinned = (core: number, ...args: string[]) =>
    measure('taskset', ['-c', String(core), process.execPath, cli, '--no-cache', ...args], { cwd: book });
  const whole = await repeat(runs, () => pinned(0));
  const halves = await repeat(runs, async () => {
    const both = await Promise.all([pinned(0, '--shard', '1/2'), pinned(1, '--shard', '2/2')]);
    const sum = (of: (one: Measured) => number) => both.reduce((total, one) => total + of(one), 0);
    return { ms: Math.max(...both.map(({ ms }) => ms)), memory: sum(({ memory }) => memory), cpu: 0 };
  });
  const ratio = whole.ms / halves.ms;
  results.row('whole book, one processor', whole);
  results.row('two shards, one processor each', halves, `${ratio.toFixed(2)} × as fast as one`);
  results.reach('shards', ratio);
}
