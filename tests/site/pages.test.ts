/** The pages as they are before anybody touches an example: readable, reachable, and still. Needs a built site in `dist`. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { openSite, type Site, type VisitOptions } from '../support/site.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Finding {
  id: string;
  help: string;
  nodes: { html: string; failureSummary?: string }[];
}

const chapters = globSync('content/*/*.mdx').map((path) => path.replace(/^.*\/\d\d-(.*)\.mdx$/, '$1'));

const pages: { name: string; path: string; options?: VisitOptions }[] = [
  { name: 'the cover', path: '' },
  { name: 'a chapter', path: 'waiting/' },
  { name: 'the glossary', path: 'glossary/' },
  { name: 'what is often said', path: 'misconceptions/' },
  { name: 'the page about reading offline', path: 'offline/' },
  { name: 'the list of all examples', path: 'examples/' },
  { name: 'a translated chapter', path: 'de/waiting/' },
  { name: 'the runs of a chapter in words', path: 'waiting/in-words/' },
  { name: 'the list of all exercises', path: 'exercises/' },
  { name: 'the table of sources', path: 'sources/' },
  { name: 'the search', path: 'search/?q=thread' },
  { name: 'the page of the reader’s work', path: 'your-work/' },
  { name: 'the playground', path: 'play/' },
  { name: 'an example for other pages', path: 'embed/waiting/results-in-order/' },
  {
    name: 'a page that does not exist',
    path: 'nowhere/',
    options: { expectedErrors: [/^404 for .*nowhere/, /console error: .*404/] },
  },
];

/** What axe finds; `rules` when only some are asked for. */
async function findViolations(page: Page, rules?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const found = await page.evaluate(async (only) => {
    const { axe } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: Finding[] }> };
    };
    return (await axe.run(only ? { runOnly: only } : {})).violations;
  }, rules);
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
  );
}

/** Looks that a page is checked in. All rules hold in the first two; what other looks change is contrast. */
const looks: { width: number; colorScheme: 'light' | 'dark'; contrast?: true; rules?: string[] }[] = [
  { width: 1440, colorScheme: 'light' },
  { width: 320, colorScheme: 'dark' },
  { width: 1440, colorScheme: 'dark', rules: ['color-contrast'] },
  { width: 1440, colorScheme: 'light', contrast: true, rules: ['color-contrast'] },
  { width: 320, colorScheme: 'dark', contrast: true, rules: ['color-contrast'] },
];

/** Counts from the first moment of the page on. */
function watchShifts(page: Page) {
  return page.addInitScript(() => {
    const scope = globalThis as unknown as { shifts: string[] };
    scope.shifts = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        sources: { node?: Node }[];
      })[])
        scope.shifts.push(`${entry.value} by ${entry.sources.map(({ node }) => node?.nodeName).join(', ')}`);
    }).observe({ type: 'layout-shift', buffered: true });
  });
}
const shiftsOf = (page: Page) => page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts);

const settled = (page: Page) =>
  page.evaluate(
    () => new Promise<void>((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve()))),
  );

describe('pages', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
  });
  after(() => site?.close());

  describe('an accessibility checker', { concurrency: 2 }, () => {
    for (const { name, path, options } of [
      ...pages,
      ...chapters
        .filter((slug) => slug !== 'waiting')
        .map((slug) => ({ name: `chapter ${slug}`, path: `${slug}/`, options: {} })),
    ])
      test(`finds nothing on ${name}, wide and narrow, in every theme`, () =>
        site.visit(
          path,
          async (page) => {
            for (const { width, colorScheme, contrast = false, rules } of looks) {
              await page.setViewportSize({ width, height: 900 });
              await page.emulateMedia({ colorScheme });
              await page.evaluate((more) => {
                if (more) document.documentElement.dataset['contrast'] = 'more';
                else delete document.documentElement.dataset['contrast'];
              }, contrast);
              await settled(page);
              assert.deepEqual(
                await findViolations(page, rules),
                [],
                `${width} px, ${colorScheme}${contrast ? ', high contrast' : ''}`,
              );
            }
          },
          options,
        ));
  });

  for (const { name, path, options } of pages)
    test(`${name} never scrolls sideways`, async () => {
      await site.visit(
        path,
        async (page) => {
          await page.evaluate(() => {
            for (const details of document.querySelectorAll('details')) details.open = true;
          });
          // 320 and 640 are also what 400 % and 200 % leave of 1280.
          for (const width of [320, 360, 600, 640, 768, 960, 1248]) {
            await page.setViewportSize({ width, height: 800 });
            const needed = await page.evaluate(() => document.documentElement.scrollWidth);
            assert.ok(needed <= width, `it needs ${needed} px and has ${width}`);
          }
        },
        options,
      );
    });

  describe('late scripts', { concurrency: 3 }, () => {
    for (const { name, path, options } of pages)
      for (const width of [360, 1440])
        test(`nothing moves while ${name} loads, however late the script, at ${width} px`, async () => {
          await site.visit(
            path,
            async (page) => {
              await page.waitForTimeout(300);
              assert.deepEqual(await shiftsOf(page), []);
            },
            {
              ...options,
              viewport: { width, height: 900 },
              async prepare(page) {
                await watchShifts(page);
                await page.route('**/*.js', async (route) => {
                  await new Promise((resolve) => setTimeout(resolve, 200));
                  await route.fallback();
                });
              },
            },
          );
        });
  });

  for (const path of ['', 'waiting/'])
    test(`nothing moves when /${path} comes in two pieces`, async () => {
      const html = readFileSync(join('dist', path, 'index.html'), 'utf8');
      const cut = html.indexOf('</header>') + '</header>'.length;
      let sendRest = () => {};
      const server = createServer(({ url = '' }, response) => {
        if (url !== `/${path}`) return response.writeHead(204).end();
        response.writeHead(200, { 'content-type': 'text/html' });
        sendRest = () => response.end(html.slice(cut));
        return response.write(html.slice(0, cut));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const page = await site.browser.newPage({ viewport: { width: 1440, height: 900 } });
      try {
        await watchShifts(page);
        await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/${path}`, {
          waitUntil: 'commit',
        });
        await page.locator('.site-header').waitFor();
        await page.waitForFunction(() => performance.getEntriesByName('first-contentful-paint').length > 0);
        sendRest();
        await page.waitForLoadState('load');
        await settled(page);
        assert.deepEqual(await shiftsOf(page), []);
      } finally {
        await page.close();
        server.closeAllConnections();
        server.close();
      }
    });

  test('a page has loaded, with all of its text, before its scripts come, which are asked for in one round', async () => {
    const asked: string[] = [];
    let answer = () => {};
    const answered = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await site.visit('', async (page) => {
      await page.route('**/*.js', async (route) => {
        asked.push(route.request().url());
        await answered;
        await route.fallback();
      });
      const opened = page.goto(`${site.url}waiting/`);
      await page.waitForFunction(
        () => document.readyState === 'complete' && location.pathname.endsWith('/waiting/'),
      );
      assert.equal(await page.locator('.pager').isVisible(), true);
      assert.equal(await page.locator('button[data-action=run]:visible').count(), 0);
      const parts = page.locator('head > :is(link[rel=modulepreload], script[type=module])');
      await parts.first().waitFor({ state: 'attached' });
      const count = await parts.count();
      while (asked.length < count) await page.waitForTimeout(10);
      answer();
      await opened;
      await page.locator('button[data-action=run]').first().waitFor();
      assert.equal(asked.length, count);
    });
  });

  for (const { name, path } of [
    // The playground is an editor from the beginning.
    ...pages.filter(({ path }) => !/nowhere|play|[?]/.test(path)),
    { name: 'the search before anything is looked for', path: 'search/' },
    ...chapters.flatMap((slug) => [
      { name: `chapter ${slug}`, path: `${slug}/` },
      { name: `the runs of chapter ${slug}`, path: `${slug}/in-words/` },
    ]),
  ])
    test(`before anybody touches it, ${name} needs at most 35 kB of script and style, 60 kB in all without fonts (gzip)`, async () => {
      const gzip = (text: string | Buffer) => gzipSync(text, { level: 9 }).length / 1_000;
      const sizes: Record<string, number> = {};
      const coming: Promise<void>[] = [];
      await site.visit(
        path,
        async (page) => {
          await page.waitForLoadState('networkidle');
          await Promise.all(coming);
          const styles = (await page.locator('style').allTextContents()).join('');
          const isCode = (file: string) => /\.(?:js|css)$/.test(file);
          const sum = (of: (file: string) => boolean = () => true) =>
            Object.entries(sizes).reduce((total, [file, size]) => (of(file) ? total + size : total), 0);
          assert.ok(sum(isCode) > 1, 'the sizes were really seen');
          assert.ok(sum(isCode) + gzip(styles) <= 35, JSON.stringify({ ...sizes, styles: gzip(styles) }));
          assert.ok(sum() <= 60, JSON.stringify({ ...sizes, sum: sum() }));
        },
        {
          async prepare(page) {
            page.on('response', (response) => {
              const { pathname } = new URL(response.url());
              if (/\.woff2$/.test(pathname)) return;
              coming.push(
                response.body().then((body) => {
                  sizes[pathname] = gzip(body);
                }),
              );
            });
          },
        },
      );
    });

  describe('without script', () => {
    const options = { javaScriptEnabled: false, viewport: { width: 390, height: 844 } };

    test('every example shows its code and no button that does nothing', async () => {
      await site.visit(
        'waiting/',
        async (page) => {
          const examples = page.locator('interleave-example');
          assert.ok((await examples.count()) > 5);
          const code = examples.first().locator('pre');
          assert.equal(await code.isVisible(), true);
          assert.match((await code.textContent()) ?? '', /await getRates\(base\)/);
          assert.equal(await page.locator('button[data-action]:visible').count(), 0);
          assert.equal(await page.locator('.appearance:visible').count(), 0);
        },
        options,
      );
    });

    test('the contents open and close', async () => {
      await site.visit(
        'waiting/',
        async (page) => {
          const contents = page.locator('#contents');
          assert.equal(await contents.isVisible(), false);
          await page.getByRole('button', { name: 'Contents' }).click();
          assert.equal(await contents.isVisible(), true);
          await contents.getByText('Stopping').click();
          assert.equal(await contents.getByText('Timeouts and deadlines').isVisible(), true);
          await page.getByRole('button', { name: 'Close' }).click();
          assert.equal(await contents.isVisible(), false);
        },
        options,
      );
    });
  });

  describe('by keyboard', () => {
    test('the first stop skips to the text', async () => {
      await site.visit('waiting/', async (page) => {
        await page.keyboard.press('Tab');
        assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Skip to the text');
        await page.keyboard.press('Enter');
        assert.equal(await page.evaluate(() => document.activeElement?.id), 'main');
      });
    });

    for (const { name, path, options } of pages.filter(({ path }) => !/nowhere|embed/.test(path)))
      test(`every stop on ${name} can be seen, and none is a trap`, () =>
        site.visit(
          path,
          async (page) => {
            const stops: string[] = [];
            for (let count = 0; count < 600; count++) {
              await page.keyboard.press('Tab');
              const stop = await page.evaluate(() => {
                const element = document.activeElement;
                if (!element || element === document.body) return undefined;
                const { width, height } = element.getBoundingClientRect();
                // A box may draw the ring of what is typed into it.
                const outlined = [element, element.parentElement, element.closest('.cm-editor')].some(
                  (one) => one && getComputedStyle(one).outlineStyle !== 'none',
                );
                const name = `${element.tagName} ${element.textContent?.trim().slice(0, 40)}`;
                return width < 4 || height < 4 || !outlined ? `unseen: ${name}` : name;
              });
              if (stop === undefined) break;
              stops.push(stop);
            }
            assert.ok(stops.length > 8 && stops.length < 600, `${stops.length} stops`);
            assert.deepEqual(
              stops.filter((stop) => stop.startsWith('unseen')),
              [],
            );
          },
          options,
        ));

    test('Escape closes the contents and gives the focus back', async () => {
      await site.visit(
        'waiting/',
        async (page) => {
          const button = page.getByRole('button', { name: 'Contents' });
          await button.focus();
          await page.keyboard.press('Enter');
          assert.equal(await page.locator('#contents').isVisible(), true);
          await page.keyboard.press('Escape');
          assert.equal(await page.locator('#contents').isVisible(), false);
          assert.equal(await button.evaluate((element) => element === document.activeElement), true);
        },
        { viewport: { width: 360, height: 780 } },
      );
    });
  });

  describe('the looks', () => {
    const paper = (page: Page) =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const choose = async (page: Page, name: string, group = 'Theme') => {
      await page.getByRole('button', { name: 'Appearance' }).click();
      await page.getByRole('group', { name: group }).getByRole('radio', { name }).check();
      await page.keyboard.press('Escape');
    };

    test('follows the system until the reader chooses, and the system again when asked to', async () => {
      await site.visit(
        '',
        async (page) => {
          const light = await paper(page);
          await page.emulateMedia({ colorScheme: 'dark' });
          const dark = await paper(page);
          assert.notEqual(light, dark);
          await choose(page, 'Light');
          assert.equal(await paper(page), light);
          await choose(page, 'As the system');
          assert.equal(await paper(page), dark);
        },
        { colorScheme: 'light' },
      );
    });

    test('is there before the first paint of the next page', async () => {
      await site.visit(
        '',
        async (page) => {
          await choose(page, 'Dark');
          const chosen = await paper(page);
          // The page's own script never arrives: what is seen now is what the first paint had.
          await page.route('**/*.js', (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
          await page.goto(`${site.url}waiting/`);
          await settled(page);
          assert.equal(await paper(page), chosen);
        },
        { colorScheme: 'light' },
      );
    });

    test('shows the choice that holds', async () => {
      await site.visit('', async (page) => {
        await choose(page, 'Dark');
        await page.reload();
        await page.getByRole('button', { name: 'Appearance' }).click();
        assert.equal(await page.getByRole('radio', { name: 'Dark' }).isChecked(), true);
      });
    });
  });

  test('colours forced by the system leave everything to be seen, and still', async () => {
    await site.visit(
      'waiting/',
      async (page) => {
        assert.deepEqual(await findViolations(page), []);
        const run = page.locator('[data-action=run]').first();
        assert.notEqual(await run.evaluate((button) => getComputedStyle(button).borderTopStyle), 'none');
        const moving = await page.evaluate(() =>
          [...document.querySelectorAll('*')].flatMap((element) => {
            const { transitionDuration, animationName } = getComputedStyle(element);
            return /[1-9]/.test(transitionDuration) || animationName !== 'none' ? [element.className] : [];
          }),
        );
        assert.deepEqual(moving, []);
      },
      { forcedColors: 'active', reducedMotion: 'reduce' },
    );
  });

  test('code stands beside the text where a reader wants it and has the room, in the order of the text', async () => {
    await site.visit(
      'waiting/',
      async (page) => {
        const places = () =>
          page.evaluate(() => {
            const example = document.querySelector('.prose > .example');
            const after = example?.nextElementSibling;
            const [code, text] = [example, after].map((element) => element?.getBoundingClientRect());
            return {
              code: code?.left ?? 0,
              text: text?.right ?? 0,
              below: (text?.top ?? 0) >= (code?.bottom ?? 0),
            };
          });
        /** Pairs of an example and a paragraph that lie upon each other, and paragraphs too narrow to be read. */
        const trouble = () =>
          page.evaluate(() => {
            const boxes = (selector: string) =>
              [...document.querySelectorAll(selector)].map((element) => ({
                box: element.getBoundingClientRect(),
                name: element.textContent?.trim().slice(0, 30),
              }));
            const texts = boxes('.prose > :is(p, ul, ol, blockquote)');
            const narrow = texts.filter(({ box }) => box.width < 288);
            const crossing = boxes('.prose > :is(.example, .exercise)').flatMap((example) =>
              texts.filter(
                ({ box }) =>
                  box.left < example.box.right - 1 &&
                  box.right > example.box.left + 1 &&
                  box.top < example.box.bottom - 1 &&
                  box.bottom > example.box.top + 1,
              ),
            );
            return [...narrow, ...crossing].map(({ name }) => name);
          });
        for (const width of [1280, 1440, 1920, 2560]) {
          await page.setViewportSize({ width, height: 900 });
          const beside = await places();
          assert.ok(beside.text <= beside.code, `${width} px: ${JSON.stringify(beside)}`);
          assert.deepEqual(await trouble(), [], `${width} px`);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
        }
        await page.setViewportSize({ width: 1200, height: 900 });
        assert.equal((await places()).below, true);
      },
      {
        viewport: { width: 1280, height: 900 },
        async prepare(page) {
          await page.addInitScript(() => localStorage.setItem('interleave:code', 'beside'));
        },
      },
    );
  });

  test('high contrast and the largest text break nothing, in either theme and on the narrowest page', async () => {
    for (const colorScheme of ['light', 'dark'] as const)
      await site.visit(
        'waiting/',
        async (page) => {
          assert.equal(
            await page.evaluate(() => getComputedStyle(document.documentElement).fontSize),
            '21.6px',
          );
          assert.deepEqual(await findViolations(page), []);
          assert.equal(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true);
        },
        {
          colorScheme,
          viewport: { width: 320, height: 800 },
          async prepare(page) {
            await page.addInitScript(() => {
              localStorage.setItem('interleave:contrast', 'more');
              localStorage.setItem('interleave:size', 'huge');
            });
          },
        },
      );
  });

  test('what was kept by somebody else is no choice', async () => {
    await site.visit(
      '',
      async (page) => {
        assert.deepEqual(await page.evaluate(() => ({ ...document.documentElement.dataset })), {});
      },
      {
        async prepare(page) {
          await page.addInitScript(() => {
            localStorage.setItem('interleave:theme', 'x" onload="');
            localStorage.setItem('interleave:size', 'toString');
          });
        },
      },
    );
  });

  test('a word of the glossary shows its entry on hover and on focus, and Escape puts it away', async () => {
    await site.visit('switching/', async (page) => {
      const term = page.locator('.term').first();
      const card = term.locator('.term-card');
      await term.hover();
      assert.equal(await card.isVisible(), true);
      await card.hover();
      assert.equal(await card.isVisible(), true, 'it can be pointed at');
      await page.keyboard.press('Escape');
      assert.equal(await card.isVisible(), false);
      await page.mouse.move(0, 0);
      await term.focus();
      assert.equal(await card.isVisible(), true);
      const [entry] = (await card.innerText()).split(' ');
      await term.press('Enter');
      await page.waitForURL(/glossary\/#/);
      assert.match(await page.locator(':target').innerText(), new RegExp(`^${entry}`));
    });
  });

  test('the outline follows the reader', async () => {
    await site.visit(
      'waiting/',
      async (page) => {
        const current = () => page.locator('.outline-wide [aria-current]').getAttribute('href');
        await page.goto(`${site.url}waiting/#computing-does-not-overlap`);
        await settled(page);
        assert.equal(await current(), '#computing-does-not-overlap');
      },
      { viewport: { width: 1440, height: 900 } },
    );
  });
});
