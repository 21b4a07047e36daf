/** The built site in a real browser, watched: what goes wrong on the page or leaves the origin fails the test. */
import assert from 'node:assert/strict';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { serveDist } from '../../scripts/serve-dist.ts';
import { chromiumFlags, findChromium } from '../../src/checker/browsers.ts';
import { waitForScripts } from './page-scripts.ts';

export interface Site {
  /** `http://127.0.0.1:PORT/base/` */
  url: string;
  browser: Browser;
  /** Opens a page, runs `use`, and asserts that nothing went wrong meanwhile. */
  visit(path: string, use: (page: Page) => Promise<void>, options?: VisitOptions): Promise<void>;
  close(): Promise<void>;
}

export interface VisitOptions extends BrowserContextOptions {
  /** Console errors the test provokes on purpose; each must really occur. */
  expectedErrors?: RegExp[];
  /** Runs before the first navigation. */
  prepare?: (page: Page, context: BrowserContext) => Promise<void>;
}

/** Serves `folder` under `base` and starts Chromium. */
export async function openSite({ folder = 'dist', base = '/' } = {}): Promise<Site> {
  const server = await serveDist({ folder, port: 0, base });
  const found = await findChromium();
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: chromiumFlags,
    env: { ...process.env, ...found.env } as Record<string, string>,
  });
  const origin = `http://127.0.0.1:${server.port}`;
  const url = origin + base;
  return {
    url,
    browser,
    async visit(path, use, { expectedErrors = [], prepare, ...options } = {}) {
      const context = await browser.newContext({
        viewport: { width: 1280, height: 900 },
        // It would answer some requests and not others; what it does is tested in tests/offline.
        serviceWorkers: 'block',
        ...options,
      });
      const problems: string[] = [];
      const unseen = new Set(expectedErrors);
      const report = (text: string) => {
        const expected = expectedErrors.find((pattern) => pattern.test(text));
        if (expected) unseen.delete(expected);
        else problems.push(text);
      };
      try {
        // Every request of every frame and worker passes here; foreign ones are recorded and refused.
        await context.route('**/*', (route) => {
          const target = route.request().url();
          if (target.startsWith(`${origin}/`)) return route.continue();
          report(`request outside the origin: ${target}`);
          return route.abort();
        });
        const page = await context.newPage();
        if (options.javaScriptEnabled !== false) waitForScripts(page);
        page.on('console', (message) => {
          if (message.type() === 'error')
            report(`console error: ${message.text()} (${message.location().url})`);
        });
        page.on('pageerror', (error) => report(`uncaught in the page: ${error.stack ?? error.message}`));
        page.on('crash', () => report('the page crashed'));
        page.on('response', (response) => {
          if (response.status() >= 400 && !options.offline)
            report(`${response.status()} for ${response.url()}`);
        });
        await prepare?.(page, context);
        await page.goto(url + path, { waitUntil: 'load' });
        await use(page);
        assert.deepEqual(problems, [], 'nothing goes wrong on the page and nothing leaves the origin');
        assert.deepEqual([...unseen].map(String), [], 'the errors the test provokes do occur');
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
