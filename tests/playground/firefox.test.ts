/** The essential path in Firefox: edit, see a type error, run, share, and open what was shared. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { serveDist } from '../../scripts/serve-dist.ts';
import { findFirefox } from '../../src/checker/browsers.ts';
import { tryHostilePrograms } from '../exercises/in-page.ts';
import { untilScriptsRan } from '../support/page-scripts.ts';

const found = findFirefox();
const example = '#example-results-in-order';
const patience = { timeout: 60_000 };

describe('in Firefox', { skip: found ? false : 'Firefox is not installed here' }, () => {
  let browser: Browser;
  let server: Awaited<ReturnType<typeof serveDist>>;
  let page: Page;
  const problems: string[] = [];

  before(async () => {
    server = await serveDist({ folder: process.env['SITE_FOLDER'] ?? 'dist', port: 0, base: '/' });
    browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: found?.executablePath ?? '',
      headless: true,
      protocolTimeout: 120_000,
    });
    page = await browser.newPage();
    page.on('pageerror', (error) => problems.push(String(error)));
    await page.goto(`http://127.0.0.1:${server.port}/waiting/`);
    await untilScriptsRan(page);
  });
  after(async () => {
    await browser?.close();
    await server?.close();
  });

  const text = (selector: string) => page.$eval(selector, (element) => element.textContent ?? '');
  const waitForText = (selector: string, words: string) =>
    page.waitForFunction(
      (where, what) => document.querySelector(where)?.textContent?.includes(what),
      patience,
      selector,
      words,
    );

  async function write(code: string) {
    await page.focus('.cm-content');
    await page.keyboard.down('Control');
    await page.keyboard.press('a');
    await page.keyboard.up('Control');
    await page.evaluate((what) => document.execCommand('insertText', false, what), code);
  }

  test('an example is edited, checked while one writes, run, and shared', async () => {
    await page.click(`${example} button[data-action=edit]`);
    await page.waitForSelector(`${example} .example-editor:not([data-mounting]) .cm-content`, patience);
    await waitForText(`${example} .editor-types`, 'No type errors');
    await write("const wrong: number = 'text';");
    await waitForText(`${example} .editor-types`, '1 error');
    await write("console.log('from Firefox');");
    await waitForText(`${example} .editor-types`, 'No type errors');
    await page.click(`${example} button[data-action=run]`);
    await waitForText(`${example} [data-region=status]`, 'Finished');
    assert.equal(await text(`${example} [data-region=output] .output-lines .text`), 'from Firefox');

    await page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await page.click(`${example} details[data-action=more] summary`);
    await page.waitForSelector(`${example} .more-panel`, patience);
    await page.evaluate((where) => {
      const buttons = [...document.querySelectorAll<HTMLButtonElement>(`${where} .more-panel button`)];
      buttons.find(({ textContent }) => textContent === 'Copy link')?.click();
    }, example);
    await page.waitForSelector(`${example} .more-out textarea`, patience);
    const link = await page.$eval(
      `${example} .more-out textarea`,
      (area) => (area as HTMLTextAreaElement).value,
    );

    await page.goto(link);
    await untilScriptsRan(page);
    await page.waitForSelector('.example-editor:not([data-mounting]) .cm-content', patience);
    assert.match(await text('.cm-content'), /from Firefox/);
    assert.equal(await text('[data-region=output]'), '', 'nothing runs before it is asked to');
    assert.match(await text('[data-part=play-link]'), /comes from a link/);
    await page.click('button[data-action=run]');
    await waitForText('[data-region=output]', 'from Firefox');
    assert.deepEqual(problems, []);
  });

  test('no program passes an exercise that would rather pass than solve it', {
    timeout: 600_000,
  }, async () => {
    await page.goto(`http://127.0.0.1:${server.port}/waiting/`);
    await untilScriptsRan(page);
    await tryHostilePrograms((run, asked) => page.evaluate(run, asked));
    assert.deepEqual(problems, []);
  });
});
