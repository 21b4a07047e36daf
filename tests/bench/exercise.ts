/**
 * How long a reader waits for a verdict after pressing Check, on the built site: on a page that has just loaded, where the
 * sandbox, the compiler and the engine with the test kit are fetched first; and again on the same page. The exercise has six
 * tests, one of them with 100 seeds; its starter fails two.
 */
import { median, printTable } from './support.ts';
import { openUnwatchedSite } from './unwatched.ts';

const rounds = 10;

/** In the page: ms from the click on Check to the frame that shows the verdict; then of one more. */
const checkTwice = `
  const root = document.querySelector('interleave-exercise[data-id=halve-it]');
  const button = root.querySelector('button[data-check]');
  const status = root.querySelector('[data-region=exercise-status]');
  const clickAndWait = () => new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (root.hasAttribute('data-checking') || !/tests pass/.test(status.textContent)) return;
      observer.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - start));
    });
    observer.observe(root, { childList: true, subtree: true, attributes: true });
    const start = performance.now();
    button.click();
  });
  await scriptsRan();
  await new Promise((resolve) => requestIdleCallback(resolve));
  const first = await clickAndWait();
  const second = await clickAndWait();
  await report({ first, second });
`;

const site = await openUnwatchedSite();
const first: number[] = [];
const second: number[] = [];
try {
  for (let round = 0; round < rounds; round++) {
    const check = await site.measure<{ first: number; second: number }>(checkTwice, 'waiting/');
    first.push(check.first);
    second.push(check.second);
  }
} finally {
  await site.close();
}

printTable(
  ['from click on Check to the verdict on six tests', 'median ms', 'best ms', 'worst ms'],
  [
    ['first check after loading', median(first), Math.min(...first), Math.max(...first)],
    ['second check', median(second), Math.min(...second), Math.max(...second)],
  ],
);
