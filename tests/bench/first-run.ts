/**
 * How long a reader waits for the first line after pressing Run, on the built site: on a page that has just loaded, and
 * again on the same page. Beside it the same program in a bare worker, which is the least any page could need.
 *
 * Goals: first ≤ 400 ms, second ≤ 60 ms (medians of 20).
 */
import type { Page } from 'playwright-core';
import { openSite } from '../support/site.ts';
import { median, printTable } from './support.ts';

const rounds = 20;
// Not one that asks for a prediction first.
const id = 'results-in-order';

/** Ms from the click on Run to the frame that shows the first line of this run. */
function clickAndWait(page: Page): Promise<number> {
  return page.evaluate(
    (example) =>
      new Promise<number>((resolve, reject) => {
        const root = document.querySelector(`#example-${example}`);
        const button = root?.querySelector<HTMLButtonElement>('button[data-action=run]');
        const output = root?.querySelector('[data-region=output]');
        if (!root || !button || !output) return reject(new Error('The example is not on the page.'));
        const start = performance.now();
        // The lines that stand there are taken away when the run begins; one that is not among them is the run's own.
        const before = new Set(root.querySelectorAll('.output-lines > li'));
        const observer = new MutationObserver(() => {
          const lines = [...root.querySelectorAll('.output-lines > li')];
          if (!lines.some((line) => !before.has(line))) return;
          observer.disconnect();
          requestAnimationFrame(() => resolve(performance.now() - start));
        });
        observer.observe(root, { childList: true, subtree: true });
        setTimeout(() => reject(new Error('No line within 10 s.')), 10_000);
        button.click();
      }),
    id,
  );
}

/** The least: a blob worker that posts one line. */
function bareWorker(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const start = performance.now();
        const url = URL.createObjectURL(new Blob(["postMessage('200 ms')"], { type: 'text/javascript' }));
        const worker = new Worker(url);
        worker.onmessage = () => {
          worker.terminate();
          URL.revokeObjectURL(url);
          requestAnimationFrame(() => resolve(performance.now() - start));
        };
      }),
  );
}

const site = await openSite();
const first: number[] = [];
const second: number[] = [];
const bare: number[] = [];
try {
  for (let round = 0; round < rounds; round++) {
    await site.visit('waiting/', async (page) => {
      await page.locator(`#example-${id} select[data-action=pace]`).selectOption('0');
      first.push(await clickAndWait(page));
      await page.locator(`#example-${id} [data-region=status]`, { hasText: 'Finished' }).waitFor();
      second.push(await clickAndWait(page));
    });
    await site.visit('waiting/', async (page) => void bare.push(await bareWorker(page)), { bypassCSP: true });
  }
} finally {
  await site.close();
}

const plain = median(bare);
printTable(
  ['from click to first line', 'median ms', 'worst ms', 'bare workers', 'goal ms'],
  [
    ['first run after loading', median(first), Math.max(...first), median(first) / plain, 400],
    ['second run', median(second), Math.max(...second), median(second) / plain, 60],
    ['the same line from a bare worker', plain, Math.max(...bare), 1, ''],
  ],
);
