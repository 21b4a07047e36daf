/** A built site whose server can be switched off, and swapped for the next version, under the eyes of a browser. */
import assert from 'node:assert/strict';
import { cpSync, globSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { serveDist } from '../../scripts/serve-dist.ts';
import { chromiumFlags, findChromium } from '../../src/checker/browsers.ts';
import { addServiceWorker } from '../../src/offline/integration.ts';
import { type Summary, summaryFile, unversioned } from '../../src/offline/manifest.ts';
import { waitForScripts } from '../support/page-scripts.ts';

/** The site under test; `DIST` names another build than that of `npm run build`. */
export const built = process.env['DIST'] ?? 'dist';

const folders: string[] = [];
export const removeFolders = () => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
};
export const makeFolder = () => {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-offline-'));
  folders.push(folder);
  return folder;
};

export async function startChromium(): Promise<Browser> {
  const found = await findChromium();
  return chromium.launch({
    executablePath: found.executablePath,
    args: chromiumFlags,
    env: { ...process.env, ...found.env } as Record<string, string>,
  });
}

export const versionIn = (folder: string) =>
  (JSON.parse(readFileSync(join(folder, summaryFile), 'utf8')) as Summary).version;

/** A server on a port of its own that can go away and come back with another folder. */
export class SwitchableServer {
  readonly base: string;
  port = 0;
  /** Paths asked for, in order, since the last time this was emptied. */
  asked: string[] = [];
  #running: { close(): Promise<void> } | undefined;
  constructor(base: string) {
    this.base = base;
  }
  get url() {
    return `http://127.0.0.1:${this.port}${this.base}`;
  }
  async start(folder: string) {
    await this.stop();
    const server = await serveDist({
      folder,
      port: this.port,
      base: this.base,
      onRequest: ({ url = '' }) => this.asked.push(url),
    });
    this.port = server.port;
    this.#running = server;
  }
  async stop() {
    await this.#running?.close();
    this.#running = undefined;
  }
}

/**
 * The next version of a built site: `marker` stands in every page and in the output of every example, and every script has another
 * name.
 */
export async function makeVersion(from: string, base: string, marker: string): Promise<string> {
  const folder = makeFolder();
  cpSync(from, folder, { recursive: true });
  const old = versionIn(from);
  const scripts = globSync('_astro/*.js', { cwd: folder }).map((name) => name.slice('_astro/'.length));
  const renamed = (text: string) =>
    scripts.reduce((so, name) => so.replaceAll(name, name.replace(/\.js$/, `-${marker}.js`)), text);
  for (const name of globSync('**/*.{html,js,json}', { cwd: folder })) {
    const path = join(folder, name);
    const text = renamed(readFileSync(path, 'utf8'))
      .replaceAll(`content="${old}"`, `content="${unversioned}"`)
      .replace('<title>', `<title>${marker} `);
    writeFileSync(path, /^examples\/.*(?<!\.trace)\.json$/.test(name) ? mark(text, marker) : text);
  }
  for (const name of scripts)
    renameSync(join(folder, '_astro', name), join(folder, '_astro', name.replace(/\.js$/, `-${marker}.js`)));
  await addServiceWorker(folder, base);
  return folder;
}

/** Has an example print the version it comes from. */
function mark(text: string, marker: string): string {
  const data = JSON.parse(text) as {
    entry: string;
    compiled?: unknown;
    files?: { name: string; code: string }[];
  };
  // The list of all examples, and whatever else is no example.
  if (!data.files) return text;
  for (const file of data.files)
    if (file.name === data.entry) file.code = `${file.code}console.log('${marker}');\n`;
  // What was compiled at build does not print it: the page compiles this one.
  delete data.compiled;
  return JSON.stringify(data);
}

export interface Watched {
  context: BrowserContext;
  page: Page;
  /** Everything that went wrong where a reader could see it. */
  problems: string[];
}

/** A reader's browser with a page in it. */
export async function openReader(browser: Browser, server: SwitchableServer): Promise<Watched> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
  });
  const problems: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(new URL(server.url).origin) && !/^(?:blob|data|about):/.test(url))
      problems.push(`request outside the origin: ${url}`);
  });
  const page = await watchPage(await context.newPage(), problems);
  return { context, page, problems };
}

export async function watchPage(page: Page, problems: string[]): Promise<Page> {
  waitForScripts(page);
  page.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // Given up by the page itself, because the reader went on, or the sandbox ended a worker. A server that is gone reads otherwise.
    if (reason !== 'net::ERR_ABORTED') problems.push(`failed: ${request.url()} (${reason})`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  page.on('pageerror', (error) => problems.push(`uncaught: ${error.message}`));
  page.on('console', (message) => message.type() === 'error' && problems.push(`console: ${message.text()}`));
  return page;
}

/** Until the page is served by the worker. */
export const served = (page: Page) =>
  page.waitForFunction(() => navigator.serviceWorker.controller !== null, undefined, { timeout: 20_000 });

/** Presses the button on the page about reading offline, and waits until everything is there. */
export async function keepWholeBook(page: Page, server: SwitchableServer) {
  await page.goto(`${server.url}offline/`);
  await page.getByRole('button', { name: /whole book available offline \(\d/ }).click();
  await page.getByText('The whole book is on this device').waitFor({ timeout: 30_000 });
}

/** What is kept, by the name of the cache. */
export const keptIn = (page: Page) =>
  page.evaluate(async () => {
    const kept: Record<string, string[]> = {};
    for (const name of await caches.keys())
      kept[name] = (await (await caches.open(name)).keys()).map(({ url }) => url);
    return kept;
  });

/** Until something with each of these in its address is kept. */
export const waitUntilKept = (page: Page, parts: string[]) =>
  page.waitForFunction(
    async (wanted) => {
      const kept: string[] = [];
      for (const name of await caches.keys())
        kept.push(...(await (await caches.open(name)).keys()).map(({ url }) => url));
      return wanted.every((part) => kept.some((url) => url.includes(part)));
    },
    parts,
    { timeout: 20_000 },
  );

/** Runs an example, skipping the question before it, and returns what it prints. */
export async function runExample(page: Page, id: string): Promise<string[]> {
  const root = page.locator(`#example-${id}`);
  const status = root.locator('[data-region=status]');
  const skip = root.getByRole('button', { name: 'Skip' });
  await root.locator('button[data-action=run]').click();
  const ended = status.filter({ hasText: /^(?:Finished|Stuck|Ended|Exited|Stopped|Not run)/ });
  try {
    await ended.or(skip).first().waitFor({ timeout: 20_000 });
    if (await skip.isVisible()) await skip.click();
    await ended.waitFor({ timeout: 20_000 });
  } catch {
    throw new Error(`${id} did not end; the page says: ${await status.textContent()}`);
  }
  return root.locator('[data-region=output] > .output-lines > li .text').allTextContents();
}

export async function editExample(page: Page, id: string, code: string) {
  const root = page.locator(`#example-${id}`);
  await root.locator('button[data-action=edit]').click();
  await root.locator('.cm-content').click({ timeout: 20_000 });
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(code);
}

export function assertNothingWrong(problems: string[]) {
  assert.deepEqual(problems, []);
}
