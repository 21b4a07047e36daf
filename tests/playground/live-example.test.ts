/** The live examples of chapter 1 on the built site: run, edit, stop, reset, download, by mouse and by keyboard. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { openSite, type Site, type VisitOptions } from '../support/site.ts';
import { openExample } from './live-example.ts';

let site: Site;
before(async () => {
  site = await openSite({ folder: process.env['SITE_FOLDER'] ?? 'dist' });
});
after(() => site?.close());

const chapter = (use: (page: Page) => Promise<void>, options?: VisitOptions) =>
  site.visit('waiting/', use, options);
/** Addresses of what the page has fetched so far. */
const fetched = (page: Page) =>
  page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname));

describe('a live example', () => {
  test('runs what the book shows, and says that it printed the same', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      const shown = await example.lines();
      assert.ok(shown.length > 0);
      assert.match(await example.run(), /^Finished at \d+ ms\.$/);
      assert.deepEqual(await example.lines(), shown);
      assert.equal(await example.note(), 'Same as the book.');
      assert.ok((await example.stamps()).every((stamp) => /^\d+ ms$/.test(stamp)));
    }));

  test('is run without any framework, and read without anything', () =>
    chapter(async (page) => {
      const reading = await fetched(page);
      assert.deepEqual(
        reading.filter((path) => /mount|controls|runtime|compiler|engine|examples/.test(path)),
        [],
      );
      const example = await openExample(page, 'results-in-order');
      await example.run();
      const running = await fetched(page);
      assert.deepEqual(
        running.filter((path) => /mount|compiler/.test(path)),
        [],
      );
      assert.ok(running.some((path) => path.includes('live-controls')));
    }));

  test('prints at the pace the reader chose, with the stamps of its own time', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'results-in-order');
      await example.run();
      await example.root.locator('select[data-action=pace]').selectOption('0.25');
      const start = performance.now();
      await example.run();
      assert.ok(performance.now() - start > 750, '200 ms of its time are 800 ms of ours');
      assert.deepEqual(new Set(await example.stamps()), new Set(['200 ms']));
    }));

  test('is edited in place: the editor is as high as the code it replaces', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'results-in-order');
      const code = example.root.locator('[data-region=code]');
      const before = await code.evaluate((element) => element.getBoundingClientRect().height);
      await example.edit();
      const after = await code.evaluate((element) => element.getBoundingClientRect().height);
      assert.equal(Math.round(after), Math.round(before));
      assert.match(await example.code(), /getRates/);
    }));

  test('runs what was written, and keeps the book’s output within reach', () =>
    chapter(async (page) => {
      const example = await openExample(page);
      await example.edit();
      await example.write(
        `import { sleep } from './worlds/helpers.ts';\nconsole.log('before');\nawait sleep(250);\nconsole.log({ after: 1 });\n`,
      );
      await page.keyboard.press('ControlOrMeta+Enter');
      assert.equal(await example.over(), 'Finished at 250 ms.');
      assert.deepEqual(await example.lines(), ['before', '{ after: 1 }']);
      assert.deepEqual(await example.stamps(), ['0 ms', '250 ms']);
      assert.equal(await example.note(), 'edited');
      assert.ok(await example.root.locator('.output-book').isVisible());
    }));

  test('runs what was written also on a page without a secure connection', () =>
    chapter(
      async (page) => {
        const example = await openExample(page);
        await example.edit();
        await example.write('console.log(isSecureContext);');
        await example.run();
        assert.equal((await example.lines()).length, 1);
      },
      {
        prepare: async (page) => {
          await page.addInitScript(() => {
            Object.defineProperty(window, 'isSecureContext', { value: false });
            Object.defineProperty(crypto, 'subtle', { value: undefined });
          });
        },
      },
    ));

  test('tells those who listen what was printed, and how it ended', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'results-in-order');
      await example.run();
      assert.equal(await example.root.locator('[data-region=status]').getAttribute('role'), 'status');
      await page.waitForFunction(() =>
        document
          .querySelector('#example-results-in-order [aria-live=polite]')
          ?.textContent?.includes('asked'),
      );
    }));

  test('leads from an error to its line in the editor', () =>
    chapter(async (page) => {
      const example = await openExample(page);
      await example.edit();
      await example.write(`const a = 1;\nfunction fail() {\n  throw new TypeError('no ' + a);\n}\nfail();\n`);
      assert.match(await example.run(), /error/);
      assert.match((await example.lines())[0] ?? '', /^Uncaught TypeError: no 1/);
      const place = example.root.locator('.place');
      assert.equal(await place.textContent(), 'main.ts:3:9');
      await place.click();
      await page.keyboard.insertText('!');
      assert.match(await example.code(), /\n {2}throw !new TypeError/);
    }));

  test('leads from an error to its line in code that is not being edited', () =>
    chapter(
      async (page) => {
        const example = await openExample(page, 'results-in-order');
        assert.match(await example.run(), /error/);
        await example.root.locator('.place').click();
        const marked = example.root.locator('.line.is-marked');
        assert.equal(await marked.count(), 1);
        assert.ok(await marked.evaluate((line) => line === document.activeElement));
      },
      {
        prepare: async (page) => {
          // The page shows the book's code; what it runs throws on the second line.
          await page.route('**/results-in-order.json', async (route) => {
            const response = await route.fetch();
            const { compiled: _compiled, ...data } = await response.json();
            const files = data.files.map((file: object) => ({
              ...file,
              code: `\nthrow new Error('here');\n`,
            }));
            await route.fulfill({ json: { ...data, files } });
          });
        },
      },
    ));

  test('says what is wrong with a program that does not compile, and where', () =>
    chapter(async (page) => {
      const example = await openExample(page);
      await example.edit();
      await example.write(`const a = 1;\nconst b = ;\n`);
      assert.equal(await example.run(), 'Not run: the program has an error.');
      assert.equal((await example.lines()).length, 1);
      await example.root.locator('.place').click();
      await example.root.locator('.cm-focused').waitFor();
      await page.keyboard.insertText('2');
      assert.match(await example.code(), /const b = 2;/);
      assert.match(await example.run(), /^Finished/);
    }));

  for (const [name, code] of [
    ['a loop', 'console.log("in");\nfor (;;);\n'],
    ['a chain of promises', 'console.log("in");\nconst f = () => Promise.resolve().then(f);\nf();\n'],
  ] as const)
    test(`stops ${name} without end when the reader says so, and runs again`, () =>
      chapter(async (page) => {
        const example = await openExample(page);
        await example.edit();
        await example.write(code);
        await example.button('run').click();
        await example.button('stop').waitFor();
        await example.root.locator('.text', { hasText: 'in' }).waitFor();
        const gap = await page.evaluate(async () => {
          let longest = 0;
          let last = performance.now();
          for (const end = last + 700; last < end; ) {
            await new Promise((resolve) => setTimeout(resolve, 5));
            longest = Math.max(longest, performance.now() - last);
            last = performance.now();
          }
          return longest;
        });
        assert.ok(gap < 500, `the page was held up for ${gap} ms`);
        await example.button('stop').click();
        assert.match(await example.over(), /^Stopped by you at 0 ms\.$/);
        assert.deepEqual(await example.lines(), ['in']);
        assert.ok(await example.button('stop').isHidden());
        await example.write(`console.log('again');\n`);
        await example.run();
        assert.deepEqual(await example.lines(), ['again']);
      }));

  test('stops a loop without end at a limit that it names', () =>
    chapter(async (page) => {
      const example = await openExample(page);
      await example.edit();
      await example.write('for (;;);\n');
      assert.equal(
        await example.run(),
        'Stopped at the limit: the program kept its thread busy for 5 s without a pause. Run again with 30 s',
      );
    }));

  test('shows the newest of a million lines, and counts the others', () =>
    chapter(async (page) => {
      const example = await openExample(page);
      await example.edit();
      await example.write('for (let i = 0; i < 1_000_000; i++) console.log(i);\n');
      await example.run();
      const lines = await example.lines();
      assert.ok(lines.length <= 2_000 && lines.length > 100, String(lines.length));
      assert.match((await example.root.locator('.output-rest').textContent()) ?? '', /lines/);
    }));

  test('shows markup and control characters as the text they are', () =>
    chapter(async (page) => {
      const example = await openExample(page);
      await example.edit();
      await example.write(
        `console.log('<img src=x onerror=alert(1)></script>', '\\u202e', '\\u001b[31mred');\nconsole.log({ '@t': '[[TypedArray]]', data: { ctorName: 'Worker', arr: 'data:text/javascript,1' } });\n`,
      );
      await example.run();
      const [first = '', ...rest] = await example.lines();
      assert.ok(first.includes('<img src=x onerror=alert(1)></script>'));
      assert.match(rest.join('\n'), /'@t': '\[\[TypedArray\]\]'/);
      assert.equal(await example.root.locator('[data-region=output] img').count(), 0);
    }));

  test('is reset to the book’s version, which can be taken back', () =>
    chapter(async (page) => {
      const example = await openExample(page);
      await example.edit();
      const original = await example.code();
      await example.write('console.log(1);');
      await example.button('reset').click();
      assert.equal(await example.code(), original);
      await example.root.getByRole('button', { name: 'Undo' }).click();
      assert.equal(await example.code(), 'console.log(1);');
    }));

  test('keeps an edit over a reload, and shows it when it is asked for', () =>
    chapter(async (page) => {
      let example = await openExample(page);
      await example.edit();
      await example.write('console.log("mine");');
      await page.reload();
      example = await openExample(page);
      assert.equal(await example.status(), 'Your edit is kept: Edit opens it.');
      await example.edit();
      assert.equal(await example.code(), 'console.log("mine");');
      await example.run();
      assert.deepEqual(await example.lines(), ['mine']);
      await example.button('reset').click();
      await page.reload();
      example = await openExample(page);
      assert.equal(await example.status(), '');
    }));

  test('keeps working where storage is full or forbidden, and says that it cannot keep the edit', () =>
    chapter(
      async (page) => {
        const example = await openExample(page);
        await example.edit();
        await example.write('console.log("lost?");');
        await page.waitForFunction(() =>
          document.querySelector('[data-region=status]')?.textContent?.includes('does not keep this edit'),
        );
        await example.run();
        assert.deepEqual(await example.lines(), ['lost?']);
      },
      {
        prepare: async (page) => {
          await page.addInitScript(() => {
            Storage.prototype.setItem = () => {
              throw new DOMException('full', 'QuotaExceededError');
            };
          });
        },
      },
    ));

  test('can be used by keyboard alone, and its editor is no trap', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'results-in-order');
      const focused = () =>
        page.evaluate(() => {
          const element = document.activeElement as HTMLElement;
          return (
            element.dataset['action'] ??
            (element.closest('.cm-content') ? 'text' : element.getAttribute('role'))
          );
        });
      /** Between the text and the buttons stands what the editor says of itself: its errors and its keys. */
      const moveTo = async (key: 'Tab' | 'Shift+Tab', target: string, why = key as string) => {
        for (let steps = 0; steps < 4; steps++) {
          await page.keyboard.press(key);
          const at = await focused();
          if (at === target) return;
          assert.notEqual(at, 'text', why);
        }
        assert.fail(`${key} did not lead to ${target}`);
      };
      await example.button('run').focus();
      await page.keyboard.press('Enter');
      await example.root
        .locator('[data-region=status]', { hasText: /^Finished/ })
        .waitFor({ timeout: 30_000 });
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'edit');
      await page.keyboard.press('Enter');
      await example.root.locator('.cm-focused').waitFor();
      assert.match(await example.status(), /Escape leaves the editor/);
      await moveTo('Tab', 'run', 'nothing was typed yet, so Tab moves on');
      await moveTo('Shift+Tab', 'textbox');
      await page.keyboard.press('Enter');
      assert.equal(await focused(), 'text');
      await page.keyboard.type('//');
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'text', 'now it indents');
      await page.keyboard.press('Escape');
      await moveTo('Tab', 'run');
    }));

  test('has an editor without barriers', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'results-in-order');
      await example.edit();
      await example.run();
      await page.evaluate(
        await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'),
      );
      const violations = await page.evaluate(async () => {
        const { axe } = window as unknown as {
          axe: {
            run(
              context: string,
              options: object,
            ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
          };
        };
        const result = await axe.run('#example-results-in-order', { iframes: false });
        return result.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
      });
      assert.deepEqual(violations, []);
    }));

  test('is downloaded as a folder with its worlds', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'results-in-order');
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        example.button('download').click(),
      ]);
      assert.equal(download.suggestedFilename(), 'results-in-order.zip');
      const names = Object.keys(unzipSync(await readFile(await download.path())));
      for (const name of ['main.ts', 'package.json', 'README.md', 'worlds/rates.ts', 'worlds/network.ts'])
        assert.ok(names.includes(`results-in-order/${name}`), name);
    }));

  test('says so when its data cannot be had, and works again when it can', () =>
    chapter(
      async (page) => {
        const example = await openExample(page, 'results-in-order');
        await page.route('**/results-in-order.json', (route) => route.abort());
        await example.button('run').click();
        await page.waitForFunction(() =>
          document
            .querySelector('#example-results-in-order [data-region=status]')
            ?.textContent?.includes('could not be loaded'),
        );
        await page.unroute('**/results-in-order.json');
        assert.match(await example.run(), /^Finished/);
      },
      { expectedErrors: [/net::ERR_FAILED/] },
    ));
});
