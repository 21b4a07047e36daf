/** Firefox, driven by Puppeteer over WebDriver BiDi. */
import puppeteer from 'puppeteer-core';
import { findFirefox } from '../browsers.ts';
import type { Browser, PageFunctions } from './browser-runs.ts';

/**
 * Starts Firefox and opens a page in it.
 * @throws Error when it is not installed.
 */
export async function launchFirefox(url: string): Promise<Browser> {
  const found = findFirefox();
  if (!found) throw new Error('No Firefox found. Install it, or set FIREFOX_PATH.');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: found.executablePath,
    headless: true,
    // A batch of programs takes longer than one step of a test.
    protocolTimeout: 600_000,
  });
  const page = await browser.newPage();
  await page.goto(url);
  return {
    call: (name, argument) =>
      page.evaluate(
        (called, given) =>
          (globalThis as unknown as { checker: PageFunctions }).checker[called](given as never) as never,
        name,
        argument,
      ) as never,
    close: () => browser.close(),
  };
}
