/** Searching the built site by keyboard and pointer; under a sub-path: tests/site/links.test.ts. Needs a built site in `dist`. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openSite, type Site } from '../support/site.ts';

const sections = (page: Page) => page.locator('.search-option .search-section').allTextContents();
const waitForStatus = (page: Page, text: RegExp) =>
  page.locator('.search-status').filter({ hasText: text }).waitFor();

describe('searching', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
  });
  after(() => site?.close());

  it('works by keyboard alone: slash, a word, arrows, Enter, and Escape gives back the place', async () => {
    await site.visit('waiting/', async (page) => {
      await page.keyboard.press('/');
      await page.waitForSelector('.search-palette[open]');
      await page.keyboard.type('dependency');
      await waitForStatus(page, /place/);
      const found = await sections(page);
      assert.ok(found.length > 1, found.join());
      const active = () => page.locator('.search-input').getAttribute('aria-activedescendant');
      const first = await active();
      await page.keyboard.press('ArrowDown');
      assert.notEqual(await active(), first);
      await page.keyboard.press('ArrowUp');
      assert.equal(await active(), first);
      const href = await page.locator(`#${first}`).getAttribute('href');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname + url.hash === href);
      assert.equal(await page.locator('.search-palette[open]').count(), 0);
      await page.keyboard.press('Control+k');
      await page.waitForSelector('.search-palette[open]');
      await page.keyboard.press('Escape');
      assert.equal(await page.locator('.search-palette[open]').count(), 0);
    });
  });

  it('works by pointer, says when there is nothing, and finds what only stands in code', async () => {
    await site.visit('', async (page) => {
      await page.click('[data-search]');
      await page.fill('.search-input', 'xyzzyplugh');
      await waitForStatus(page, /Nothing found for “xyzzyplugh”/);
      await page.fill('.search-input', 'getRates');
      await waitForStatus(page, /place/);
      await page.locator('.search-option').first().click();
      await page.waitForURL(/waiting\//);
    });
  });

  it('leaves a slash that is typed into the editor or a box alone', async () => {
    await site.visit('search/', async (page) => {
      await page.locator('.search-input').focus();
      await page.keyboard.type('a/b');
      assert.equal(await page.inputValue('.search-input'), 'a/b');
      assert.equal(await page.locator('.search-palette').count(), 0);
    });
  });

  it('has a page whose address carries the query', async () => {
    await site.visit('search/?q=thread', async (page) => {
      await waitForStatus(page, /place/);
      await page.fill('.search-input', 'korunas');
      await page.waitForURL(/\?q=korunas/);
      assert.match((await page.locator('.search-excerpt mark').allTextContents()).join(' '), /korunas/);
    });
  });

  it('says what to do without script', async () => {
    await site.visit(
      'waiting/',
      async (page) => {
        await page.click('[data-search]');
        await page.waitForURL(/search\//);
        assert.match(await page.locator('#main').innerText(), /Searching needs JavaScript/);
      },
      { javaScriptEnabled: false },
    );
  });

  it('says when the index cannot be had, and tries again', async () => {
    await site.visit(
      'waiting/',
      async (page) => {
        await page.route('**/pagefind/pagefind.js', (route) => route.abort());
        await page.keyboard.press('/');
        await page.fill('.search-input', 'thread');
        await waitForStatus(page, /could not be loaded/);
      },
      { expectedErrors: [/console error: .*(?:ERR_FAILED|pagefind)/] },
    );
  });
});
