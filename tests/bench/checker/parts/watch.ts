/** From the moment a chapter is saved to its printed verdict, in a process that was started before. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { median } from '../../support.ts';
import type { Bench } from '../bench.ts';
import { cli, edit } from '../check-book.ts';
import { startProcess } from '../measure.ts';

/** The first saves find compilers and threads that have done nothing yet. */
const unmeasured = 20;
const saves = 120;

export async function measureWatch({ book, place, results }: Bench): Promise<void> {
  const chapters = readdirSync(join(book, 'content')).length;
  const args = [cli, '--watch', '--cache-dir', join(place, 'cache-watch')];
  const child = startProcess(process.execPath, args, { cwd: book, stdio: ['pipe', 'pipe', 'inherit'] });
  let printed = '';
  let hasEnded = false;
  let heard = () => {};
  child.stdout?.on('data', (data) => {
    printed += data;
    heard();
  });
  child.once('close', () => {
    hasEnded = true;
    heard();
  });
  const said = async (words: string) => {
    while (!printed.includes(words)) {
      if (hasEnded) throw new Error(`--watch ended after: ${printed.slice(-300)}`);
      await new Promise<void>((resolve) => (heard = resolve));
    }
    printed = '';
  };
  const times: number[] = [];
  try {
    await said('Watching');
    for (let index = 0; index < saves; index++) {
      const began = performance.now();
      edit(book, index % Math.min(chapters, 7), 1, index + 1_000);
      await said('after the save');
      if (index >= unmeasured) times.push(performance.now() - began);
    }
  } finally {
    child.kill();
  }
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * (times.length - 1))] ?? Number.NaN;
  const [middle, most, longest] = [at(0.5), at(0.95), at(1)].map((ms) => ms.toFixed(1));
  const note = `p50 ${middle} ms, p95 ${most} ms, longest ${longest} ms; types among it`;
  results.row('watch, save to verdict', { ms: median(times), memory: 0, cpu: 0 }, note);
  results.reach('watchMedian', at(0.5));
  results.reach('watchMost', at(0.95));
}
