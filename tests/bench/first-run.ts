/**
 * How long a reader waits for the first line after pressing Run, on the built site: on a page that has just loaded, and
 * again on the same page. Beside it the same program in a bare worker, which is the least any page could need.
 *
 * Goals: first ≤ 400 ms, second ≤ 60 ms (medians of 20).
 */
import { median, printTable } from './support.ts';
import { openUnwatchedSite } from './unwatched.ts';

const rounds = 20;

/** In the page: ms from the click on Run to the frame that shows the first line of this run; then of one more. */
const runTwice = `
  // Not one that asks for a prediction first.
  const root = document.querySelector('#example-results-in-order');
  const clickAndWait = () => new Promise((resolve) => {
    // The lines that stand there are taken away when the run begins; one that is not among them is the run's own.
    const before = new Set(root.querySelectorAll('.output-lines > li'));
    const observer = new MutationObserver(() => {
      if ([...root.querySelectorAll('.output-lines > li')].every((line) => before.has(line))) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - start));
    });
    observer.observe(root, { childList: true, subtree: true });
    const start = performance.now();
    root.querySelector('button[data-action=run]').click();
  });
  const finished = () => new Promise((resolve) => {
    const look = () => {
      const isOver = /^Finished/.test(root.querySelector('[data-region=status]').textContent);
      if (isOver) resolve();
      else setTimeout(look, 1);
    };
    look();
  });
  await scriptsRan();
  const pace = root.querySelector('select[data-action=pace]');
  pace.value = '0';
  pace.dispatchEvent(new Event('change', { bubbles: true }));
  // Nobody presses a button before the page stands.
  await new Promise((resolve) => requestIdleCallback(resolve));
  const first = await clickAndWait();
  await finished();
  const second = await clickAndWait();
  await report({ first, second });
`;

/** The least: a blob worker that posts one line. */
const bareWorker = `
  const start = performance.now();
  const url = URL.createObjectURL(new Blob(["postMessage('200 ms')"], { type: 'text/javascript' }));
  new Worker(url).onmessage = () => requestAnimationFrame(() => report(performance.now() - start));
`;

const site = await openUnwatchedSite();
const first: number[] = [];
const second: number[] = [];
const bare: number[] = [];
try {
  for (let round = 0; round < rounds; round++) {
    const run = await site.measure<{ first: number; second: number }>(runTwice, 'waiting/');
    first.push(run.first);
    second.push(run.second);
    bare.push(await site.measure<number>(bareWorker));
  }
} finally {
  await site.close();
}

const plain = median(bare);
printTable(
  ['from click to first line', 'median ms', 'best ms', 'worst ms', 'bare workers', 'goal ms'],
  [
    [
      'first run after loading',
      median(first),
      Math.min(...first),
      Math.max(...first),
      median(first) / plain,
      400,
    ],
    ['second run', median(second), Math.min(...second), Math.max(...second), median(second) / plain, 60],
    ['the same line from a bare worker', plain, Math.min(...bare), Math.max(...bare), 1, ''],
  ],
);
