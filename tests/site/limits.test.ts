/** Every limit of a run, as a reader meets it: the page says which it was and what to do, and no printed text is gone. Needs a built site. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { editExample, runExample } from '../offline/lab.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site?.close());

const id = 'results-in-order';
const root = (page: Page) => page.locator(`#example-${id}`);
const status = (page: Page) => root(page).locator('[data-region=status]').textContent();

/** Types `code` into an example's editor and runs it, at once. */
async function run(page: Page, code: string): Promise<string[]> {
  await root(page).locator('select[data-action=pace]').selectOption('0');
  await editExample(page, id, code);
  return runExample(page, id);
}

const limits: { name: string; code: string; says: RegExp; check(lines: string[]): void }[] = [
  {
    name: 'blocked time',
    code: "console.log('before');\nfor (;;);",
    says: /kept its thread busy for 5 s.*Run again with 30 s/,
    check: (lines) => assert.deepEqual(lines, ['before']),
  },
  {
    name: 'printed lines',
    code: 'for (let i = 0; i < 3000; i++) console.log(i);',
    says: /limit of 2000 printed lines\. Download/,
    check: (lines) =>
      assert.deepEqual(
        lines,
        Array.from({ length: 2_000 }, (_, index) => String(index)),
      ),
  },
  {
    name: 'printed characters',
    code: "for (let i = 0; i < 1000; i++) console.log('x'.repeat(3000));",
    says: /limit of 500000 printed characters\. Download/,
    check: (lines) => assert.equal(lines.filter((line) => line.length === 3_000).length, 166),
  },
  {
    name: 'timers',
    code: "console.log('before');\nfor (let i = 0; i < 3000; i++) setTimeout(() => {}, 1e6);",
    says: /limit of 2000 timers pending at once|error/,
    check: (lines) => assert.equal(lines[0], 'before'),
  },
  {
    name: 'trace events',
    code: "async function f() { await 0; }\nfor (let i = 0; i < 10_000; i++) await f();\nconsole.log('after');",
    says: /Finished.*timeline shows the first \d+ events and leaves out \d+; what is printed is complete/,
    check: (lines) => assert.deepEqual(lines, ['after']),
  },
  {
    name: 'trace events of several threads',
    code: `if (!self.name) for (const name of ['a', 'b', 'c']) new Worker(new URL(import.meta.url), { name });
async function f() { await 0; }
for (let i = 0; i < 5_000; i++) await f();
console.log('after');`,
    says: /Finished.*timeline shows the first 2000[12] events and leaves out \d+; what is printed is complete/,
    check: (lines) => assert.deepEqual(lines, Array(4).fill('after')),
  },
];

// Most of this is waiting for the limits.
describe('a limit that is hit', { concurrency: 3 }, () => {
  for (const { name, code, says, check } of limits)
    test(`${name}: is named, with what to do, and no text is gone`, () =>
      site.visit('waiting/', async (page) => {
        check(await run(page, code));
        assert.match((await status(page)) ?? '', says);
        assert.deepEqual(await run(page, "console.log('next');"), ['next']);
      }));

  test('a long output is folded in its middle, and shown when asked for', () =>
    site.visit('waiting/', async (page) => {
      await run(page, 'for (let i = 0; i < 60; i++) console.log(`line ${i}`);');
      const lines = root(page).locator('.output-lines > li:visible .text');
      const all = Array.from({ length: 60 }, (_, index) => `line ${index}`);
      assert.deepEqual(await lines.allTextContents(), [...all.slice(0, 20), ...all.slice(-4)]);
      await root(page).getByRole('button', { name: 'Show all 60 lines' }).click();
      assert.deepEqual(await lines.allTextContents(), all);
      await run(page, "console.log('short');");
      assert.equal(await root(page).locator('.output-fold').count(), 0);
    }));

  test('total time: can be raised from where it is named', () =>
    site.visit('waiting/', async (page) => {
      await root(page).locator('select[data-action=pace]').selectOption('0');
      await editExample(
        page,
        id,
        "const end = Date.now; let n = 0;\nconst f = () => { for (let i = 0; i < 2e6; i++); if (++n < 1e9) setTimeout(f, 1); };\nconsole.log('begun');\nf();",
      );
      assert.deepEqual(await runExample(page, id), ['begun']);
      assert.match((await status(page)) ?? '', /still running after 5 s|busy for 5 s/);
      await root(page).getByRole('button', { name: 'Run again with 30 s' }).click();
      await root(page).locator('[data-region=status]', { hasText: 'Running…' }).waitFor();
      // The old limit is not the one that ends it.
      await page.waitForTimeout(6_000);
      assert.ok(await root(page).evaluate((element) => element.hasAttribute('data-running')));
      await root(page).locator('button[data-action=stop]').click();
      await root(page).locator('[data-region=status]', { hasText: 'Stopped by you' }).waitFor();
    }));
});
