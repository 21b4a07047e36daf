/** Examples in a page of somebody else's: the code that a reader copies, in a page of another origin. */
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { openSite, type Site } from '../support/site.ts';

const id = 'results-in-order';

let site: Site;
let server: Server;
let elsewhere = '';
let body = '';
before(async () => {
  site = await openSite({ folder: process.env['SITE_FOLDER'] ?? 'dist' });
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(`<!doctype html><title>Elsewhere</title><body style="margin: 0">${body}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  elsewhere = `http://localhost:${(server.address() as AddressInfo).port}/`;
});
after(async () => {
  server?.close();
  await site?.close();
});

describe('an example in another page', () => {
  test('is there with the code to copy, has the height it needs, runs, and grows with its output', async () => {
    await site.visit(
      'waiting/',
      async (page) => {
        const menu = page.locator(`#example-${id} details[data-action=more]`);
        await menu.locator('summary').click();
        await menu.getByRole('button', { name: 'Copy embed code' }).click();
        await page.locator(`#example-${id} [data-region=status]`, { hasText: 'Embed code copied' }).waitFor();
        body = await page.evaluate(() => navigator.clipboard.readText());
      },
      { permissions: ['clipboard-read', 'clipboard-write'] },
    );
    assert.match(body, new RegExp(`<iframe src="[^"]*/embed/waiting/${id}/"`));
    const context = await site.browser.newContext({ viewport: { width: 800, height: 900 } });
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
    try {
      await page.goto(elsewhere);
      const frame = page.frameLocator('iframe');
      const example = frame.locator('interleave-example');
      await example.locator('button[data-action=run]').waitFor();
      const heights = async () => ({
        frame: await page.locator('iframe').evaluate((element) => element.getBoundingClientRect().height),
        inside: await frame
          .locator('html')
          .evaluate((html) => Math.ceil(html.getBoundingClientRect().height)),
      });
      const fits = async () => {
        for (let i = 0; ; i++) {
          const { frame: given, inside } = await heights();
          if (given === inside) return given;
          if (i > 100) assert.fail(`the frame has ${given} px for ${inside} px`);
          await page.waitForTimeout(100);
        }
      };
      await fits();
      await example.locator('select[data-action=pace]').selectOption('0');
      await example.locator('button[data-action=run]').click();
      await example.locator('[data-region=status]', { hasText: 'Finished at 200 ms' }).waitFor();
      const before = await fits();
      await example.locator('.example-timeline-folded > summary').click();
      await example.locator('[data-region=timeline] svg').first().waitFor();
      assert.ok((await fits()) > before + 50);
      assert.deepEqual(problems, []);
    } finally {
      await context.close();
    }
  });

  test('has the theme that the frame asks for', async () => {
    for (const [theme, colour] of [
      ['light', /^rgb\(2[345]/],
      ['dark', /^rgb\([1-5]?\d,/],
    ] as const)
      await site.visit(`embed/waiting/${id}/?theme=${theme}`, async (page) => {
        assert.equal(await page.locator('html').getAttribute('data-theme'), theme);
        assert.match(
          await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor),
          colour,
        );
      });
  });

  test('is no part of what is kept for reading offline', () =>
    site.visit('', async (page) => {
      const worker = await page.evaluate(async () => (await fetch('/service-worker.js')).text());
      assert.doesNotMatch(worker, /embed\/waiting/);
      assert.match(worker, /"types\/worker-/, 'unlike the types, which come with the whole book');
      const [shell = '', runner = ''] = [/"?shell"?:\[[^\]]*\]/, /"?runner"?:\[[^\]]*\]/].map(
        (pattern) => pattern.exec(worker)?.[0],
      );
      assert.ok(shell && runner);
      assert.doesNotMatch(shell + runner, /types\//, 'but not before they are used');
    }));
});
