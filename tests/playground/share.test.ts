/** Links that contain an example, and the playground they open in. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { writeShared } from '../../src/share/shared-example.ts';
import { openSite, type Site, type VisitOptions } from '../support/site.ts';
import { openExample } from './live-example.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const id = 'results-in-order';
const clipboard: VisitOptions = { permissions: ['clipboard-read', 'clipboard-write'] };

let site: Site;
before(async () => {
  site = await openSite({ folder: process.env['SITE_FOLDER'] ?? 'dist' });
});
after(() => site?.close());

async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run()).violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
  });
}

/** Opens the menu of an example by keyboard and presses what it is called. */
async function press(page: Page, name: string, root = page.locator(`#example-${id}`)) {
  const menu = root.locator('details[data-action=more]');
  if (!(await menu.evaluate((details) => (details as HTMLDetailsElement).open)))
    await menu.locator('summary').press('Enter');
  await menu.getByRole('button', { name }).press('Enter');
}

const copied = (page: Page) => page.evaluate(() => navigator.clipboard.readText());

/** The playground's example, once it can be written in. */
async function playground(page: Page) {
  await page.locator('.example-editor:not([data-mounting]) .cm-content').waitFor({ timeout: 30_000 });
  return openExample(page);
}

const linkOf = (code: string) =>
  writeShared({
    entry: 'main.ts',
    files: [{ name: 'main.ts', code }],
    options: { clock: 'paced', seed: 1, limit: 5_000, flavour: 'browser' },
  });

describe('a change to the book', () => {
  test('goes to the chapter’s source on the code host, once there is one', () =>
    site.visit(
      'waiting/',
      async (page) => {
        const example = await openExample(page, id);
        const status = example.root.locator('[data-region=status]');
        await press(page, 'Propose this change');
        await status.filter({ hasText: 'Change the code first' }).waitFor();
        await page.keyboard.press('Escape');
        await example.edit();
        await example.write("console.log('mine');");
        await press(page, 'Propose this change');
        await status.filter({ hasText: 'Changed code copied' }).waitFor();
        assert.equal(await copied(page), "console.log('mine');\n");
        const way = example.root.locator('.more-words');
        const line = Number(/at line (\d+)/.exec((await way.textContent()) ?? '')?.[1]);
        const [, path = ''] =
          /\/edit\/main\/(.*)/.exec((await way.locator('a').getAttribute('href')) ?? '') ?? [];
        // The line before the code is the mark of its fence.
        assert.match(
          readFileSync(path, 'utf8').split('\n')[line - 2] ?? '',
          new RegExp(`^\\s*\`\`\`ts .*id=${id}\\b`),
        );
        await page.locator('details[data-action=more][open] summary').press('Escape');
        assert.deepEqual(await violations(page), []);
      },
      clipboard,
    ));

  test('is none where a reader solves an exercise', () =>
    site.visit('waiting/', async (page) => {
      const menu = page.locator('interleave-exercise details[data-action=more]').first();
      await menu.locator('summary').press('Enter');
      await menu.getByRole('button', { name: 'Copy link' }).waitFor();
      assert.equal(await menu.getByRole('button', { name: 'Propose this change' }).count(), 0);
    }));
});

describe('a link to an edit', () => {
  test('takes code, files and settings into another browser, where it prints the same once it is run', async () => {
    const code =
      "const roll = () => Math.floor(Math.random() * 1e9);\nsetTimeout(() => console.log('rolled', roll()), 300);";
    let address = '';
    let printed: string[] = [];
    await site.visit(
      'waiting/',
      async (page) => {
        const example = await openExample(page, id);
        await example.edit();
        await example.write(code);
        await example.root.locator('details[data-action=more] summary').click();
        await example.root.getByLabel('Seed').fill('4711');
        await example.root.getByLabel('Seed').blur();
        await example.run();
        printed = await example.lines();
        assert.match(printed[0] ?? '', /^rolled \d+$/);
        assert.equal(await example.note(), 'edited');
        await press(page, 'Copy link');
        await example.root.locator('[data-region=status]', { hasText: 'Link copied' }).waitFor();
        address = await copied(page);
      },
      clipboard,
    );
    const [, fragment] = address.split('/play/#');
    assert.ok(fragment, address);
    await site.visit(`play/#${fragment}`, async (page) => {
      const example = await playground(page);
      await page.getByText('This code comes from a link').waitFor();
      assert.equal(await example.code(), code);
      assert.deepEqual(await example.lines(), [], 'nothing has run');
      assert.deepEqual(
        await page.evaluate(() =>
          performance
            .getEntriesByType('resource')
            .flatMap(({ name }) => (/runtime\/engine/.test(name) ? name : [])),
        ),
        [],
        'not even what runs it is there',
      );
      assert.deepEqual(await violations(page), []);
      await example.run();
      assert.deepEqual(await example.lines(), printed);
      await page.locator('[data-part=play-from]').click();
      await page.waitForURL(`**/waiting/#example-${id}`);
    });
  });

  test('keeps edits of itself apart from the playground’s own program', () =>
    site.visit('play/', async (page) => {
      const own = await playground(page);
      await own.write("console.log('my own program');");
      await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes('my own program'));
      await page.goto(`${site.url}play/#${linkOf("console.log('from a link');")}`);
      await page.reload();
      const linked = await playground(page);
      assert.match(await linked.code(), /from a link/);
      await linked.write("console.log('the link’s, edited');");
      await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes('the link’s, edited'));
      await page.goto(`${site.url}your-work/`);
      await page.getByRole('link', { name: 'A program that came by link' }).click();
      assert.match(await (await playground(page)).code(), /the link’s, edited/);
      await page.goto(`${site.url}your-work/`);
      await page.getByRole('link', { name: 'Playground', exact: true }).first().click();
      assert.match(await (await playground(page)).code(), /my own program/);
    }));

  test('that is damaged or too large says so, and loses nothing', () =>
    site.visit('play/', async (page) => {
      const whole = linkOf("console.log('whole');") ?? '';
      for (const [fragment, words] of [
        [whole.slice(0, -9), /The link is damaged/],
        [`1.${'A'.repeat(60_001)}`, /The link is too large/],
        [whole.replace(/^1/, '2'), /newer version of the book/],
      ] as const) {
        await page.goto(`${site.url}404.html`).catch(() => {});
        await page.goto(`${site.url}play/#${fragment}`);
        await page.locator('[role=alert]').filter({ hasText: words }).waitFor();
        assert.match(await (await playground(page)).code(), /before/);
      }
    }));

  test('is shown to be copied by hand where the browser does not let the page copy', () =>
    site.visit(
      'waiting/',
      async (page) => {
        await press(page, 'Copy link');
        const area = page.locator(`#example-${id} .more-out textarea`);
        await area.waitFor();
        assert.match(await area.inputValue(), /\/play\/#1\./);
      },
      {
        prepare: async (page) => {
          await page.addInitScript(() => {
            Object.defineProperty(navigator, 'clipboard', { value: undefined });
          });
        },
      },
    ));
});

describe('the playground', () => {
  test('runs, shows the timeline, knows the types, and keeps what was written', () =>
    site.visit('play/', async (page) => {
      const example = await playground(page);
      assert.deepEqual(await violations(page), []);
      await example.run();
      assert.deepEqual(await example.lines(), ['before', 'after', 'later']);
      await example.root.locator('[data-region=timeline] summary', { hasText: 'Timeline' }).click();
      await example.root.locator('[data-region=timeline] svg').first().waitFor();
      assert.doesNotMatch(await example.root.innerText(), /the book/i);
      await example.write('const wrong: number = "text";\n');
      await example.root.locator('.editor-types', { hasText: '1 error' }).waitFor({ timeout: 60_000 });
      await example.root.locator('.editor-types summary').press('Enter');
      await example.root.locator('.editor-keys summary').press('Enter');
      assert.deepEqual(await violations(page), []);
      await page.waitForFunction(() => JSON.stringify({ ...localStorage }).includes('wrong: number'));
      await page.reload();
      const again = await playground(page);
      assert.match(await again.code(), /wrong: number/);
      await again.button('reset').click();
      assert.match(await again.code(), /before/);
      await again.root.getByRole('button', { name: 'Undo' }).click();
      assert.match(await again.code(), /wrong: number/);
    }));

  test('stays when the reader goes to an anchor of the page', () =>
    site.visit(`play/#${linkOf("console.log('still here');")}`, async (page) => {
      await playground(page);
      await page.locator('.skip-link').press('Enter');
      await page.waitForURL('**/play/#main');
      assert.match(await (await playground(page)).code(), /still here/);
    }));

  test('opens any example of the book with its edit, from its menu', () =>
    site.visit('waiting/', async (page) => {
      const example = await openExample(page, id);
      await example.edit();
      await example.write("console.log('on its way');");
      await example.root.locator('details[data-action=more] summary').click();
      const opening = page.waitForEvent('popup');
      await example.root.getByRole('link', { name: 'Open in playground' }).click();
      const other = await opening;
      assert.match(await (await playground(other)).code(), /on its way/);
    }));

  test('fits on a phone', () =>
    site.visit(
      'play/',
      async (page) => {
        const example = await playground(page);
        await example.root.locator('details[data-action=more] summary').tap();
        await example.root.getByLabel('Seed').waitFor();
        assert.deepEqual(await violations(page), []);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= 360, `${wide} px`);
        const panel = await example.root.locator('.more-panel').boundingBox();
        assert.ok(panel && panel.x >= 0 && panel.x + panel.width <= 360, JSON.stringify(panel));
      },
      { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
    ));
});
