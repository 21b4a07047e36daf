/** The built pages before anybody touches an example: readable, light, quiet, and the same under a sub-path. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { openSite, type Site } from '../support/site.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const pages = ['', 'waiting/', 'no-such-page'] as const;
const notFound = [/404/];

async function violations(page: Page): Promise<string[]> {
  // Evaluated, not added as a script element: the page's own policy forbids foreign scripts, as it should.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: {
        run(): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run();
    return violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.html} ${node.failureSummary ?? ''}`),
    );
  });
}

describe('pages', () => {
  for (const path of pages) {
    for (const colorScheme of ['light', 'dark'] as const) {
      test(`/${path} has no accessibility violation in ${colorScheme}`, () =>
        site.visit(path, async (page) => assert.deepEqual(await violations(page), []), {
          colorScheme,
          reducedMotion: 'reduce',
          ...(path === 'no-such-page' && { expectedErrors: notFound }),
        }));
    }

    for (const width of [320, 360, 768, 1440]) {
      test(`/${path} does not scroll sideways at ${width} px`, () =>
        site.visit(
          path,
          async (page) => {
            const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
            assert.ok(overflow <= 0, `${overflow} px too wide`);
          },
          { viewport: { width, height: 800 }, ...(path === 'no-such-page' && { expectedErrors: notFound }) },
        ));
    }
  }

  test('a chapter costs at most 35 kB of scripts and styles before interaction', async () => {
    const bodies: { url: string; body: Buffer }[] = [];
    await site.visit('waiting/', async (page) => page.waitForLoadState('networkidle').then(() => {}), {
      prepare: async (page) => {
        page.on('response', async (response) => {
          const type = response.request().resourceType();
          if (type === 'script' || type === 'stylesheet')
            bodies.push({ url: response.url(), body: await response.body() });
        });
      },
    });
    const inline = await fetch(`${site.url}waiting/`).then((response) => response.text());
    const inlined = [...inline.matchAll(/<(style|script)\b[^>]*>([\s\S]*?)<\/\1>/g)].map(
      ([, , text = '']) => text,
    );
    const sizes = [...bodies.map(({ body }) => body), ...inlined.map((text) => Buffer.from(text))].map(
      (body) => gzipSync(body).length,
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    assert.ok(
      total <= 35_000,
      `${total} bytes: ${bodies.map(({ url, body }) => `${url} ${gzipSync(body).length}`).join(', ')}`,
    );
    assert.ok(bodies.length > 0, 'the measurement saw the scripts');
  });

  test('reading loads neither React nor an editor nor a compiler', async () => {
    const urls: string[] = [];
    await site.visit('waiting/', async (page) => page.waitForLoadState('networkidle').then(() => {}), {
      prepare: async (page) => void page.on('request', (request) => urls.push(request.url())),
    });
    assert.deepEqual(
      urls.filter((url) => /react|sandpack|island|mount|compiler|typescript|runtime\//i.test(url)),
      [],
    );
  });

  test('nothing shifts while a chapter loads', () =>
    site.visit(
      'waiting/',
      async (page) => {
        await page.waitForLoadState('networkidle');
        await page.mouse.wheel(0, 3_000);
        await page.waitForTimeout(300);
        const shift = await page.evaluate(() => (globalThis as unknown as { shifted: number }).shifted);
        assert.equal(shift, 0);
      },
      {
        prepare: (page) =>
          page.addInitScript(() => {
            const record = globalThis as unknown as { shifted: number };
            record.shifted = 0;
            new PerformanceObserver((list) => {
              for (const entry of list.getEntries() as (PerformanceEntry & {
                value: number;
                hadRecentInput: boolean;
              })[]) {
                if (!entry.hadRecentInput) record.shifted += entry.value;
              }
            }).observe({ type: 'layout-shift', buffered: true });
          }),
      },
    ));

  test('a chapter can be read without script', () =>
    site.visit(
      'waiting/',
      async (page) => {
        assert.match((await page.textContent('h1')) ?? '', /Waiting without standing still/);
        assert.match((await page.textContent('#example-all-at-once [data-region=output]')) ?? '', /200 ms/);
        assert.equal(
          await page.locator('button[data-action]:visible').count(),
          0,
          'no button that does nothing',
        );
        await page.locator('summary', { hasText: 'Hint' }).first().click();
      },
      { javaScriptEnabled: false },
    ));

  test('the skip link is the first stop and leads to the text', () =>
    site.visit('waiting/', async (page) => {
      await page.keyboard.press('Tab');
      assert.match((await page.evaluate(() => document.activeElement?.textContent)) ?? '', /skip/i);
      await page.keyboard.press('Enter');
      assert.equal(
        await page.evaluate(
          () => document.activeElement?.closest('main') !== null || location.hash.length > 1,
        ),
        true,
      );
    }));

  test('every page has its landmarks and exactly one first heading', async () => {
    for (const path of ['', 'waiting/']) {
      await site.visit(path, async (page) => {
        for (const role of ['banner', 'main', 'contentinfo'] as const)
          assert.equal(await page.getByRole(role).count(), 1, `${path} ${role}`);
        assert.ok((await page.getByRole('navigation').count()) >= 1);
        assert.equal(await page.locator('h1').count(), 1);
      });
    }
  });

  test('the appearance follows the system until the reader chooses, and is set before the first paint', () =>
    site.visit(
      'waiting/',
      async (page) => {
        const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
        const dark = await background();
        await page.emulateMedia({ colorScheme: 'light' });
        const light = await background();
        assert.notEqual(dark, light);
      },
      { colorScheme: 'dark' },
    ));

  test('a missing page says so and leads back', () =>
    site.visit(
      'no-such-page',
      async (page) => {
        await page.getByRole('link').first().waitFor();
        assert.ok((await page.locator('main a').count()) > 0);
      },
      { expectedErrors: notFound },
    ));

  test('every link inside the book leads somewhere', async () => {
    const seen = new Set<string>();
    const broken: string[] = [];
    const queue = [''];
    while (queue.length) {
      const path = queue.pop() ?? '';
      if (seen.has(path)) continue;
      seen.add(path);
      const response = await fetch(site.url + path);
      const html = await response.text();
      if (!response.ok) {
        broken.push(path);
        continue;
      }
      if (!response.headers.get('content-type')?.includes('html')) continue;
      const ids = new Set([...html.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id));
      for (const [, href = ''] of html.matchAll(/<a\b[^>]*\shref="([^"]+)"/g)) {
        const url = new URL(href.replaceAll('&amp;', '&'), site.url + path);
        if (!url.href.startsWith(site.url)) continue;
        const target = url.pathname.slice(new URL(site.url).pathname.length);
        if (target === path && url.hash && !ids.has(decodeURIComponent(url.hash.slice(1))))
          broken.push(`${path}${url.hash}`);
        queue.push(target);
      }
    }
    assert.deepEqual(broken, []);
    assert.ok(seen.size >= 2);
  });
});
