/** Reading that goes on where it stopped. Needs a built site in `dist`. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { openSite, type Site } from '../support/site.ts';

const kept = (page: Page) =>
  page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes(':reading:')).length);

async function scrollTo(page: Page, heading: string): Promise<void> {
  await page.mouse.wheel(0, 10);
  await page.locator(`#${heading}`).evaluate((element) => element.scrollIntoView());
  await page.mouse.wheel(0, 20);
  await page.waitForFunction(
    (id) =>
      Object.entries(localStorage).some(
        ([key, value]) => key.includes(':reading:') && value.includes(`"at":"${id}"`),
      ),
    heading,
  );
}

describe('reading', () => {
  let site: Site;
  before(async () => {
    site = await openSite();
  });
  after(() => site?.close());

  it('is kept, shown in the contents, and gone on with from the cover', async () => {
    await site.visit('waiting/', async (page) => {
      const heading = await page.locator('.prose h2[id]').nth(2).getAttribute('id');
      assert.ok(heading);
      await scrollTo(page, heading);
      await page.goto(site.url);
      const place = page.locator('[data-go-on] a');
      assert.match((await place.getAttribute('href')) ?? '', new RegExp(`waiting/#${heading}$`));
      const stop = page.locator('.map .stop[data-chapter="waiting"]');
      assert.equal(await stop.getAttribute('data-read'), 'begun');
      assert.match((await stop.locator('.stop-read').textContent()) ?? '', /^\(\d+ % read\)$/);
      await place.click();
      await page.waitForURL(new RegExp(`#${heading}$`));
    });
  });

  it('does not begin by opening a page, nor by following a link to its end', async () => {
    await site.visit('waiting/#sources', async (page) => {
      await page.waitForTimeout(700);
      assert.equal(await kept(page), 0);
      await page.goto(site.url);
      assert.equal(await page.locator('[data-go-on] a').count(), 0);
    });
  });
});
