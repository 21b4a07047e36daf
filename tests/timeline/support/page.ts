/**
 * A page with timelines in a real browser, as the site makes them: its stylesheets, its fonts, a policy that allows no
 * inline script and no inline style. Served from memory.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build } from 'esbuild';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { chromiumFlags, findChromium } from '../../../src/checker/browsers.ts';
import type { Timeline, TimelineOptions } from '../../../src/timeline/interactive/mount.ts';
import type { Predict, PredictOptions } from '../../../src/timeline/predict/mount.ts';
import { renderTimeline } from '../../../src/timeline/render.ts';
import type { Site, Trace } from '../../../src/trace/event.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const origin = 'http://timeline.test/';
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; base-uri 'none'";

/** What the page offers to tests. */
export interface TestWindow {
  mountTimeline(host: HTMLElement, options: TimelineOptions): Timeline;
  mountPredict(host: HTMLElement, options: PredictOptions): Predict;
  traces: Record<string, Trace>;
  timeline: Timeline;
  predict: Predict;
  /** What the timeline called back with. */
  sites: (Site | undefined)[];
  shown: Site[];
  lines: number[];
  ready: string[];
}

export interface TimelinePage {
  page: Page;
  /** Mounts the interactive timeline in place of the static one. */
  mount(options?: { trace?: string; other?: string; seq?: number }): Promise<void>;
}

export interface OpenOptions extends BrowserContextOptions {
  /** Traces by name; the first one is drawn statically. */
  traces: Record<string, Trace>;
  title?: string;
}

export interface Stage {
  browser: Browser;
  /** Opens a page, runs `use`, and asserts that nothing went wrong on it meanwhile. */
  visit(options: OpenOptions, use: (page: TimelinePage) => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

const entry = `
  import { mountTimeline } from './src/timeline/interactive/mount.ts';
  import { mountPredict } from './src/timeline/predict/mount.ts';
  Object.assign(window, { mountTimeline, mountPredict, sites: [], shown: [], lines: [], ready: [] });
`;

/** Bundles browser code as a site's build would. */
export async function bundle(contents: string, options: BuildOptions = {}): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    ...options,
  });
  return outputFiles?.[0]?.text ?? '';
}

export function stylesheet(): string {
  const read = (path: string) => readFileSync(`${root}src/${path}`, 'utf8');
  const site = ['reset', 'tokens', 'base', 'controls', 'prose', 'example', 'utilities'].map((name) =>
    read(`styles/${name}.css`),
  );
  const faces = `
    @font-face { font-family: "Sometype Mono"; font-weight: 400 700; src: url("mono.woff2"); }
    @font-face { font-family: Literata; font-weight: 200 900; src: url("text.woff2"); }`;
  const paper = `@media print { ${read('styles/print.css')} }`;
  return [
    faces,
    ...site,
    paper,
    read('timeline/timeline.css'),
    read('timeline/interactive/interactive.css'),
    read('timeline/predict/predict.css'),
    'main { max-inline-size: 52rem; margin: 0 auto; padding: 1rem; inline-size: 100%; }',
  ].join('\n');
}

const fonts: Record<string, string> = {
  'mono.woff2': 'node_modules/@fontsource-variable/sometype-mono/files/sometype-mono-latin-wght-normal.woff2',
  'text.woff2': 'node_modules/@fontsource-variable/literata/files/literata-latin-wght-normal.woff2',
};

export async function openStage(): Promise<Stage> {
  const found = await findChromium();
  const [script, browser] = await Promise.all([
    bundle(entry),
    chromium.launch({
      executablePath: found.executablePath,
      args: chromiumFlags,
      env: { ...process.env, ...found.env } as Record<string, string>,
    }),
  ]);
  const style = stylesheet();
  return {
    browser,
    async visit({ traces, title = 'An example', ...options }, use) {
      const context = await browser.newContext({
        viewport: { width: 900, height: 900 },
        acceptDownloads: true,
        ...options,
      });
      const problems: string[] = [];
      const [first] = Object.values(traces);
      const drawn = first ? renderTimeline(first, { id: 'example', title }).html : '';
      const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Timelines</title><link rel="stylesheet" href="style.css"></head><body><main><h1>Timelines</h1>
        <interleave-example class="example"><figure aria-labelledby="t"><figcaption class="example-head"><p class="example-title" id="t">${title}</p></figcaption>
        <div data-region="predict"></div><div class="example-timeline" data-region="timeline">${drawn}</div><p id="below">What follows</p></figure></interleave-example>
        </main><script src="script.js"></script><script src="traces.js"></script></body></html>`;
      const files: Record<string, { type: string; body: string | Buffer }> = {
        '': { type: 'text/html', body: html },
        'style.css': { type: 'text/css', body: style },
        'script.js': { type: 'text/javascript', body: script },
        'traces.js': { type: 'text/javascript', body: `window.traces = ${JSON.stringify(traces)}` },
      };
      try {
        await context.route('**/*', (route) => {
          const name = route.request().url().slice(origin.length);
          const file = files[name];
          const font = fonts[name];
          if (file) {
            return route.fulfill({
              contentType: file.type,
              body: file.body,
              headers: { 'content-security-policy': policy },
            });
          }
          if (font) return route.fulfill({ contentType: 'font/woff2', body: readFileSync(root + font) });
          if (name !== 'favicon.ico') problems.push(`unexpected request: ${route.request().url()}`);
          return route.fulfill({ status: 204 });
        });
        const page = await context.newPage();
        page.on('console', (message) => {
          if (message.type() === 'error') problems.push(message.text());
        });
        page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
        await page.goto(origin);
        await page.evaluate(() => document.fonts.ready);
        await use({
          page,
          async mount({ trace = Object.keys(traces)[0] ?? '', other, seq } = {}) {
            await page.evaluate(
              ({ trace, other, seq }) => {
                const w = window as unknown as TestWindow;
                const host = document.querySelector<HTMLElement>('[data-region=timeline]');
                const run = w.traces[trace];
                const second = other === undefined ? undefined : w.traces[other];
                if (!host || !run) throw new Error(`There is no trace ${trace}.`);
                w.timeline = w.mountTimeline(host, {
                  trace: run,
                  title: trace,
                  ...(second && { other: { trace: second, title: other ?? '' } }),
                  ...(seq !== undefined && { seq }),
                  fileName: 'waiting-example',
                  onSite: (site) => w.sites.push(site),
                  onShowSite: (site) => w.shown.push(site),
                  onOutput: (lines) => w.lines.push(lines),
                });
              },
              { trace, other, seq },
            );
            await page.waitForTimeout(60);
          },
        });
        assert.deepEqual(problems, [], 'nothing goes wrong on the page');
      } finally {
        await context.close();
      }
    },
    close: () => browser.close(),
  };
}
