/** Whole runs beside two processes that take all the time they get. */
import type { Bench } from '../bench.ts';
import { checkWrong } from '../check-book.ts';
import { type Measured, startProcess, summary } from '../measure.ts';

/** Takes all the time it gets, until whoever started it has ended, however that was. */
const hog = 'const parent = process.ppid; while (process.ppid === parent);';

export async function measureFlakes({ book, flakes: times, results }: Bench): Promise<void> {
  const hogs = [0, 1].map(() => startProcess(process.execPath, ['-e', hog], { stdio: 'ignore' }));
  try {
    const all: Measured[] = [];
    let wrong = 0;
    for (let index = 0; index < times; index++) {
      const { measured, problems } = await checkWrong(book);
      all.push(measured);
      if (measured.code === 0) continue;
      wrong++;
      console.log(`  run ${index + 1} beside two hogs: ${JSON.stringify(problems)}`);
    }
    results.row(`beside two hogs, ${times} whole runs`, summary(all), `${wrong} of them not fine`);
    results.reach('flakes', wrong, `of ${times}`);
  } finally {
    for (const each of hogs) each.kill();
  }
}
