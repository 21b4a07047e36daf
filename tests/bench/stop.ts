/**
 * How long a reader waits after Stop: from pressing Stop on a program that never ends, and Run right after it, to the first
 * line of the next run. In Chromium on the built site, in a page that nobody watches.
 *
 * Goal: ≤ 200 ms (median; worst beside it).
 */
import { installReader } from '../hostile/lab/reader.ts';
import { median, printTable } from './support.ts';
import { openUnwatchedSite } from './unwatched.ts';

const rounds = 6;

const loop = "console.log('running');\nfor (;;);";
const endless = {
  'one thread': loop,
  'with a worker': [
    "if (typeof postMessage === 'function') { self.postMessage('up'); for (;;); }",
    'await new Promise((up) => (new Worker(import.meta.url).onmessage = up));',
    loop,
  ].join('\n'),
};

/** What the page hears of the next run, ms after Stop; and the line in the page. */
type Round = [step: string, ms: number][];

/** Ms between the last key and Stop: a hand needs longer for its way from the keyboard, Ctrl+Enter does not. */
const pauses = { 'at once': 20, 'after 0.6 s': 600 };

/**
 * In the page. What a terminated worker was doing goes on for two seconds in Chromium, so only every other round has the
 * processors to itself.
 */
const stopAgain = (program: string, pause: number) => `
try {
  (${installReader})('results-in-order');
  await scriptsRan();
  const reader = window.readers['results-in-order'];
  const rounds = [];
  const heard = [];
  addEventListener('message', ({ data }) => {
    if (data?.type === 'interleave') heard.push([data.run, data.message.step ?? data.message.type, performance.now()]);
  });
  await reader.open();
  await reader.run("console.log('warm');");
  for (let round = 0; round < ${rounds}; round++) {
    heard.length = 0;
    const ms = await reader.stopAndRun(${JSON.stringify(program)}, "console.log('after'); // " + round, ${pause});
    const end = performance.now();
    const last = Math.max(...heard.map(([run]) => run));
    rounds.push([...heard.map(([run, step, at]) => [(run === last ? '' : 'old ') + step, at - end + ms]).filter(([, at]) => at >= 0), ['line', ms]]);
    await new Promise((resolve) => setTimeout(resolve, round % 2 ? 0 : 2_300));
  }
  await report(rounds);
} catch (error) {
  await report(String(error));
}
`;

const site = await openUnwatchedSite();
try {
  const rows: (string | number)[][] = [];
  for (const [name, program] of Object.entries(endless))
    for (const [typed, pause] of Object.entries(pauses)) {
      const measured = await site.measure<Round[] | string>(stopAgain(program, pause), 'waiting/');
      if (typeof measured === 'string') throw new Error(measured);
      if (process.env['STEPS'])
        for (const round of measured)
          console.log(round.map(([step, ms]) => `${step} ${Math.round(ms)}`).join(', '));
      const times = measured.map((round) => round.at(-1)?.[1] ?? Number.NaN);
      rows.push([name, typed, median(times), Math.min(...times), Math.max(...times)]);
    }
  printTable(['stopped', 'pressed', 'median ms (≤ 200)', 'best ms', 'worst ms'], rows);
} finally {
  await site.close();
}
