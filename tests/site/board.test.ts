/** The Rates board of chapter 1 on the built site: it fills while the program runs, and is there again on the next visit. */
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openExample } from '../playground/live-example.ts';
import { openSite, type Site } from '../support/site.ts';

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

const boardOf = (page: Page) => page.locator('#example-one-after-another rates-board');
const rows = (page: Page) =>
  boardOf(page)
    .locator('tr')
    .evaluateAll((all) =>
      all.map((row) => Array.from(row.children, ({ textContent }) => textContent).join(' ')),
    );
const said = (page: Page) => boardOf(page).locator('[data-part=said]');

test('the board is empty, is filled by a run, and is kept', async () => {
  await site.visit('waiting/', async (page) => {
    assert.deepEqual(await rows(page), ['USD – ', 'EUR – ', 'PLN – ', 'NOK – ', 'CZK – ']);
    const example = await openExample(page, 'one-after-another');
    await example.button('run').click();
    await example.root.getByRole('button', { name: 'Skip' }).click();
    await said(page).filter({ hasText: 'Complete after 610 ms.' }).waitFor();
    const full = ['USD 0.8 120 ms', 'EUR 1 200 ms', 'PLN 0.2 400 ms', 'NOK 0.08 460 ms', 'CZK 0.04 610 ms'];
    assert.deepEqual(await rows(page), full);

    await page.reload();
    await said(page).filter({ hasText: 'From your last run.' }).waitFor();
    assert.deepEqual(await rows(page), full);
  });
});
