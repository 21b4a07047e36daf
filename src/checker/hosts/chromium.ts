/** Chromium, driven by Playwright. */
import { chromium } from 'playwright-core';
import { chromiumFlags, findChromium } from '../browsers.ts';
import type { Browser, PageFunctions } from './browser-runs.ts';

/**
 * Starts Chromium and opens a page in it.
 * @throws Error that says where it was looked for when there is none.
 */
export async function launchChromium(url: string): Promise<Browser> {
  const found = await findChromium();
  const browser = await chromium.launch({
    executablePath: found.executablePath,
    args: chromiumFlags,
    env: { ...process.env, ...found.env } as Record<string, string>,
  });
  const page = await browser.newPage();
  await page.goto(url);
  return {
    call: (name, argument) =>
      page.evaluate(
        ([called, given]) =>
          (globalThis as unknown as { checker: PageFunctions }).checker[called](given as never) as never,
        [name, argument] as const,
      ),
    close: () => browser.close(),
  };
}
