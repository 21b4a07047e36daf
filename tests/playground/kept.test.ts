/** What readers make is kept: across reloads, new versions of an example, browsers, and storage that is full or forbidden. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openSite, type Site, type VisitOptions } from '../support/site.ts';
import { openExample } from './live-example.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const id = 'results-in-order';

let site: Site;
before(async () => {
  site = await openSite({ folder: process.env['SITE_FOLDER'] ?? 'dist' });
});
after(() => site?.close());

const chapter = (use: (page: Page) => Promise<void>, options?: VisitOptions) =>
  site.visit('waiting/', use, options);

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

const storedKeys = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('interleave:kept:')));

const isStored = (page: Page, text: string) =>
  page.waitForFunction(
    (part) => Object.values({ ...localStorage }).some((value) => value.includes(part)),
    text,
  );

/** From now on the book has the example in another version, with a line more. */
const changeExample = (page: Page) =>
  page.route(`**/${id}.json`, async (route) => {
    const response = await route.fetch();
    const { compiled: _compiled, ...data } = await response.json();
    const [main, ...rest] = data.files;
    const files = [{ ...main, code: `// The book says it better now.\n${main.code}` }, ...rest];
    await route.fulfill({ json: { ...data, files, version: 'another-version' } });
  });

describe('an edit of an earlier version of an example', () => {
  const editThenChange = async (page: Page) => {
    const example = await openExample(page, id);
    await example.edit();
    await example.write("console.log('my own text');");
    await isStored(page, 'my own text');
    await changeExample(page);
    await page.reload();
    const again = await openExample(page, id);
    await again.edit();
    return again;
  };

  test('is shown with what the book has changed since, and becomes one of the new version', () =>
    chapter(async (page) => {
      const example = await editThenChange(page);
      assert.match(await example.code(), /my own text/);
      const notice = example.root.locator('.example-changed');
      assert.match((await notice.textContent()) ?? '', /has changed this example since your edit/);
      await notice.getByRole('button', { name: 'Show what changed' }).press('Enter');
      await notice.locator('.difference').first().waitFor();
      const added = notice.locator('.difference').first().locator('[data-kind=added]');
      assert.deepEqual(await added.allTextContents(), ['+added: // The book says it better now.']);
      const mine = notice.locator('.difference').nth(1).locator('[data-kind=added]');
      assert.deepEqual(await mine.allTextContents(), ["+added: console.log('my own text');"]);
      assert.deepEqual(await violations(page), []);
      await notice.getByRole('button', { name: 'Keep mine' }).click();
      await notice.waitFor({ state: 'detached' });
      assert.deepEqual(
        (await storedKeys(page)).map((key) => key.split('@')[1]),
        ['another-version'],
      );
      await page.reload();
      const again = await openExample(page, id);
      await again.edit();
      assert.match(await again.code(), /my own text/);
      assert.equal(await again.root.locator('.example-changed').count(), 0);
    }));

  test('gives way to the book’s text and stays kept, and that can be undone', () =>
    chapter(async (page) => {
      const example = await editThenChange(page);
      const notice = example.root.locator('.example-changed');
      await notice.getByRole('button', { name: 'Use the book’s' }).click();
      await notice.waitFor({ state: 'detached' });
      assert.match(await example.code(), /The book says it better now/);
      await isStored(page, 'my own text');
      await page.reload();
      const again = await openExample(page, id);
      await again.edit();
      assert.match(await again.code(), /The book says it better now/, 'the choice is kept');
      await isStored(page, 'my own text');
    }));

  test('is back after Undo, with the question', () =>
    chapter(async (page) => {
      const example = await editThenChange(page);
      await example.root.getByRole('button', { name: 'Use the book’s' }).click();
      await example.root.getByRole('button', { name: 'Undo' }).click();
      assert.match(await example.code(), /my own text/);
      await example.root.locator('.example-changed').waitFor();
      await page.reload();
      const again = await openExample(page, id);
      await again.edit();
      assert.match(await again.code(), /my own text/);
    }));
});

describe('storage that refuses', () => {
  const forbidden = async (page: Page) => {
    await page.addInitScript(() => {
      Object.defineProperty(window, 'localStorage', {
        get() {
          throw new DOMException('The operation is insecure.', 'SecurityError');
        },
      });
    });
  };
  /** The real thing: the browser's own quota is used up to the last character. */
  const full = async (page: Page) => {
    await page.addInitScript(() => {
      if (window !== top) return;
      localStorage.clear();
      for (let size = 4_000_000; size >= 1; size = Math.floor(size / 2))
        for (let i = 0; i < 4; i++)
          try {
            localStorage.setItem(`ballast-${size}-${i}`, 'x'.repeat(size));
          } catch {
            break;
          }
    });
  };

  for (const [name, prepare] of [
    ['forbidden', forbidden],
    ['full', full],
  ] as const) {
    test(`is ${name}: the page says so, and running, resetting and undoing work`, () =>
      chapter(
        async (page) => {
          const example = await openExample(page, id);
          await example.edit();
          await example.write("console.log('not kept');");
          await example.root
            .locator('[data-region=status]', { hasText: 'does not keep this edit' })
            .waitFor();
          assert.ok(await example.root.evaluate((root) => root.hasAttribute('data-edit-not-kept')));
          assert.match(await example.run(), /Finished/);
          assert.deepEqual(await example.lines(), ['not kept']);
          await example.button('reset').click();
          await example.root.getByRole('button', { name: 'Undo' }).click();
          assert.match(await example.code(), /not kept/);
        },
        { prepare },
      ));

    test(`is ${name}: the page of the reader’s work says so, and a file can be imported for what it is worth`, () =>
      site.visit(
        'your-work/',
        async (page) => {
          await page.getByText('Your browser keeps nothing').waitFor();
          const entry = {
            kind: 'edit',
            chapter: 'waiting',
            id,
            version: 'v',
            at: 1,
            value: { files: { 'main.ts': 'x' } },
          };
          await page.locator('[data-part=kept-file]').setInputFiles({
            name: 'work.json',
            mimeType: 'application/json',
            buffer: Buffer.from(
              JSON.stringify({ format: 'interleave-kept', formatVersion: 1, entries: [entry] }),
            ),
          });
          await page.getByText('would not keep all of it').waitFor();
          assert.ok(await page.locator(`[data-example="waiting/${id}"]`).isVisible());
        },
        { prepare },
      ));
  }
});

describe('the page of the reader’s work', () => {
  test('takes everything as a file into another browser, where the edit is opened and run', async () => {
    let text = '';
    await chapter(async (page) => {
      const example = await openExample(page, id);
      await example.edit();
      await example.write("console.log('from one browser to the other');");
      await isStored(page, 'from one browser');
      await page.goto(`${site.url}your-work/`);
      const row = page.locator(`[data-example="waiting/${id}"]`);
      assert.match((await row.textContent()) ?? '', /edit/);
      assert.deepEqual(await violations(page), []);
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Save as a file' }).press('Enter');
      const download = await saving;
      assert.match(download.suggestedFilename(), /^interleave-\d{4}-\d\d-\d\d\.json$/);
      text = await readFile(await download.path(), 'utf8');
    });
    await site.visit('your-work/', async (page) => {
      await page.getByText('Nothing yet').waitFor();
      const choose = page.waitForEvent('filechooser');
      await page.getByRole('button', { name: 'Import a file' }).press('Enter');
      const file = { name: 'work.json', mimeType: 'application/json', buffer: Buffer.from(text) };
      await (await choose).setFiles(file);
      await page.getByText('Imported: 1 added.').waitFor();
      await page.locator('[data-part=kept-file]').setInputFiles(file);
      await page.getByText('0 added, 1 not taken').waitFor();
      await page.locator(`[data-example="waiting/${id}"] a`).click();
      const example = await openExample(page, id);
      await example.edit();
      assert.match(await example.code(), /from one browser to the other/);
      await example.run();
      assert.deepEqual(await example.lines(), ['from one browser to the other']);
    });
  });

  test('undoes an import, and forgets only what it is told to', () =>
    site.visit('your-work/', async (page) => {
      const entry = (name: string, value: unknown) => ({
        kind: 'edit',
        chapter: 'waiting',
        id: name,
        version: 'v',
        at: 1,
        value,
      });
      const entries = [
        entry(id, { files: { 'main.ts': 'a' } }),
        entry('all-at-once', { files: { 'main.ts': 'b' } }),
        entry('no-longer-there', { files: { 'main.ts': 'c' } }),
      ];
      const take = () =>
        page.locator('[data-part=kept-file]').setInputFiles({
          name: 'work.json',
          mimeType: 'application/json',
          buffer: Buffer.from(JSON.stringify({ format: 'interleave-kept', formatVersion: 1, entries })),
        });
      await take();
      await page.getByText('3 added').waitFor();
      await page.getByText('1 entry of examples that the book does not have any more').waitFor();
      await page.getByRole('button', { name: 'Undo' }).click();
      assert.deepEqual(await storedKeys(page), []);
      await take();
      await page.locator(`[data-example="waiting/${id}"] button`).click();
      assert.equal((await storedKeys(page)).length, 2);
      await page.getByRole('button', { name: 'Undo' }).click();
      assert.equal((await storedKeys(page)).length, 3);
      await page.getByRole('button', { name: 'Forget everything' }).click();
      await page.getByText('Nothing yet').waitFor();
      assert.deepEqual(await storedKeys(page), []);
      await page.getByRole('button', { name: 'Undo' }).click();
      assert.equal((await storedKeys(page)).length, 3);
    }));

  test('says what is wrong with a file, and takes nothing from it', () =>
    site.visit('your-work/', async (page) => {
      await page.locator('[data-part=kept-file]').setInputFiles({
        name: 'photo.json',
        mimeType: 'application/json',
        buffer: Buffer.from('{"format":'),
      });
      await page.getByText('The file is damaged').waitFor();
      assert.deepEqual(await storedKeys(page), []);
    }));
});
