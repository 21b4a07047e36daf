/**
 * The book without its server, in Chromium and Firefox: every page is read and every example run after one visit, at the root of
 * a host and under a path. Needs a built site in `dist`.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser as Reader } from 'playwright-core';
import { type Browser, type BrowserName, launch, type Page } from '../hostile/lab/browsers.ts';
import { untilScriptsRan } from '../support/page-scripts.ts';
import {
  assertNothingWrong,
  built,
  makeFolder,
  openReader,
  removeFolders,
  runExample,
  SwitchableServer,
  served,
  startChromium,
  waitUntilKept,
} from './lab.ts';

/** Pages that are read side by side. */
const pagesAtOnce = 3;

interface Visit {
  name: BrowserName;
  base: string;
  folder: string;
}

/** The book as it is built for a folder of a host; made while the first visits go on. */
let underPath: Promise<string>;
before(() => {
  underPath = buildUnder('/book/');
});
after(removeFolders);

function buildUnder(base: string): Promise<string> {
  const folder = makeFolder();
  const building = spawn(process.execPath, ['scripts/astro.ts', 'build', '--outDir', folder], {
    env: { ...process.env, BASE_PATH: base },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [building.stdout, building.stderr]) stream.on('data', (text) => (said += text));
  return new Promise((resolve, reject) =>
    building.on('exit', (status) => (status === 0 ? resolve(folder) : reject(new Error(said)))),
  );
}

const pagesOf = (folder: string) =>
  globSync('**/index.html', { cwd: folder })
    .map((name) => name.replace(/index\.html$/, ''))
    // Frames of our own and of other pages are no part of what is read.
    .filter((path) => path !== 'runtime/' && !path.startsWith('embed/'));

/** Names of the examples of a page that can be run. */
const examplesOf = (folder: string, page: string) =>
  [
    ...readFileSync(join(folder, page, 'index.html'), 'utf8').matchAll(
      /<interleave-example .*?<\/interleave-example>/gs,
    ),
  ]
    .map(([html]) => html)
    .filter((html) => html.includes('data-action="run"'))
    // The playground's has no name before its script gives it one.
    .flatMap((html) => /id="example-([^"]+)"/.exec(html)?.[1] ?? []);

/**
 * Presses Run on one example after the other, and Skip where a question is asked first. Runs in the page. Returns what each of them
 * printed, and what is wrong with the page.
 */
async function runAll(ids: string[]): Promise<{ wrong: string[]; runs: number }> {
  const wrong: string[] = [];
  for (const details of document.querySelectorAll('details')) details.open = true;
  if (![...document.querySelectorAll('h1')].some((heading) => heading.offsetHeight > 0))
    wrong.push('no heading');
  await document.fonts.ready;
  if (![...document.fonts].some(({ status }) => status === 'loaded')) wrong.push('no font');
  let runs = 0;
  for (const id of ids) {
    const root = document.querySelector<HTMLElement>(`#example-${id}`);
    const status = root?.querySelector('[data-region=status]');
    if (!root || !status) {
      wrong.push(`${id} is not there`);
      continue;
    }
    const end = performance.now() + 60_000;
    const isOver = () =>
      /^(?:Finished|Stuck|Ended|Exited|Stopped|Not run)/.test(status.textContent ?? '') &&
      !root.hasAttribute('data-running');
    root.querySelector<HTMLElement>('button[data-action=run]')?.click();
    while (!isOver() && performance.now() < end) {
      for (const button of root.querySelectorAll('button'))
        if (button.textContent === 'Skip' && button.offsetHeight > 0) button.click();
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    const printed = root.querySelectorAll('[data-region=output] > .output-lines > li .text').length;
    if (!isOver()) wrong.push(`${id} did not end; the page says: ${status.textContent}`);
    // The beginning of an exercise may have nothing to print yet.
    else if (printed === 0 && root.closest('interleave-exercise') === null)
      wrong.push(`${id} prints nothing`);
    else runs++;
  }
  return { wrong, runs };
}

/** Types a program into an example's editor and runs it. Runs in the page. */
async function runEdited(id: string, code: string): Promise<string[]> {
  const root = document.querySelector(`#example-${id}`) as HTMLElement;
  const press = (action: string) => root.querySelector<HTMLElement>(`button[data-action=${action}]`)?.click();
  const until = async (condition: () => boolean) => {
    const end = performance.now() + 60_000;
    while (!condition() && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  press('edit');
  await until(() => root.querySelector('.cm-content') !== null);
  const content = root.querySelector<HTMLElement>('.cm-content') as HTMLElement;
  content.focus();
  const keys = { key: 'a', code: 'KeyA', keyCode: 65, ctrlKey: true, bubbles: true, cancelable: true };
  content.dispatchEvent(new KeyboardEvent('keydown', keys));
  const paste = new Event('paste', { bubbles: true, cancelable: true });
  Object.defineProperty(paste, 'clipboardData', { value: { getData: () => code } });
  content.dispatchEvent(paste);
  const status = root.querySelector('[data-region=status]') as HTMLElement;
  status.textContent = '';
  press('run');
  await until(() => /^Finished/.test(status.textContent ?? ''));
  return [...root.querySelectorAll('[data-region=output] > .output-lines > li .text')].map(
    ({ textContent }) => textContent ?? '',
  );
}

function watch(page: Page, origin: string, problems: string[]) {
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !/^(?:blob|data|about):/.test(url))
      problems.push(`request outside the origin: ${url}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error}`));
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`));
}

/** Keeps the book, takes the server away, and reads and runs everything. */
async function readWithoutServer(browser: Browser, { name, base, folder }: Visit) {
  const server = new SwitchableServer(base);
  await server.start(folder);
  const context = await browser.createBrowserContext();
  const problems: string[] = [];
  const open = async () => {
    const page = await context.newPage();
    await page.setViewport({ width: 1280, height: 900 });
    // Nobody is to wait for the programs' own time.
    await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]).catch(() => {});
    watch(page, new URL(server.url).origin, problems);
    return page;
  };
  const first = await open();
  await first.goto(`${server.url}offline/`);
  await first.evaluate(() => localStorage.setItem('interleave:pace', '0'));
  await first.waitForFunction(() =>
    [...document.querySelectorAll('button')].some(({ textContent }) =>
      /whole book available offline \(\d/.test(textContent ?? ''),
    ),
  );
  await first.evaluate(() =>
    [...document.querySelectorAll('button')]
      .find(({ textContent }) => /whole book available offline \(\d/.test(textContent ?? ''))
      ?.click(),
  );
  await first.waitForFunction(() => document.body.textContent?.includes('The whole book is on this device'), {
    timeout: 120_000,
  });
  await server.stop();

  const paths = pagesOf(folder);
  const left = [...paths];
  const wrong: string[] = [];
  let runs = 0;
  const readOn = async (page: Page) => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      await page.goto(server.url + path);
      await untilScriptsRan(page);
      const read = await page.evaluate(runAll, examplesOf(folder, path));
      wrong.push(...read.wrong.map((what) => `${path || 'the cover'}: ${what}`));
      runs += read.runs;
      // Firefox reports what a worker is still answering when a page is left as an error of that page. Of Chromium the driver
      // never hears that the script of a worker that was stopped is not on its way any more.
      if (name === 'firefox') await page.waitForNetworkIdle({ idleTime: 300 });
    }
  };
  const others = await Promise.all(Array.from({ length: pagesAtOnce - 1 }, open));
  await Promise.all([first, ...others].map(readOn));
  assert.deepEqual(wrong, []);
  const expected = paths.reduce((sum, path) => sum + examplesOf(folder, path).length, 0);
  assert.equal(runs, expected);
  assert.ok(runs > 5, `${runs} examples ran`);
  await first.goto(`${server.url}waiting/`);
  await untilScriptsRan(first);
  assert.deepEqual(await first.evaluate(runEdited, 'one-after-another', "console.log('edited', 6 * 7);"), [
    'edited 42',
  ]);
  assert.deepEqual(problems, []);
  await context.close();
}

const visits: { name: BrowserName; base: string }[] = [
  { name: 'chromium', base: '/' },
  { name: 'firefox', base: '/' },
  { name: 'chromium', base: '/book/' },
];
describe('with the server gone', () => {
  let reader: Reader;
  before(async () => {
    reader = await startChromium();
  });
  after(() => reader?.close());
  for (const base of ['/', '/book/'])
    test(`a page that was only read is there, and its examples run, under ${base}`, async () => {
      const server = new SwitchableServer(base);
      await server.start(base === '/' ? built : await underPath);
      const { context, page, problems } = await openReader(reader, server);
      await page.goto(`${server.url}waiting/`);
      await page.mouse.wheel(0, 900);
      await served(page);
      await waitUntilKept(page, ['all-at-once.json', 'live-controls', '/broker-', '/engine-', '/runtime/?']);
      await page.waitForTimeout(500);
      await server.stop();
      // The page that is open, which the worker took over, and the same page opened anew.
      assert.equal((await runExample(page, 'all-at-once')).at(-1), '200 ms');
      await page.goto(`${server.url}waiting/`);
      assert.equal((await runExample(page, 'all-at-once')).at(-1), '200 ms');
      // Without its slash, as links in letters have it, and with somebody's tracking behind it.
      await page.goto(`${server.url}waiting`);
      await page.goto(`${server.url}waiting/?from=letter`);
      assert.equal(await page.locator('h1').isVisible(), true);
      assertNothingWrong(problems);
      // A page that is not there says so, and what is.
      await page.goto(`${server.url}nowhere/`);
      await page.getByRole('heading', { name: 'This page is not on your device' }).waitFor();
      await page.locator('[data-part=offline-kept] a', { hasText: 'waiting' }).click();
      assert.match(page.url(), /waiting\/$/);
      await context.close();
      await server.stop();
    });

  for (const { name, base } of visits)
    test(`the whole book can be read and every example runs, edited or not, in ${name}, under ${base}`, async (context) => {
      const browser = await launch(name);
      if (!browser) return context.skip('there is no Firefox on this machine');
      try {
        await readWithoutServer(browser, { name, base, folder: base === '/' ? built : await underPath });
      } finally {
        await browser.close();
      }
    });
});
