/** The browsers attacks are tried in: one driver for both, every connection through the observer's proxy. */
import puppeteer, { type Browser, type Frame, type Page } from 'puppeteer-core';
import { chromiumFlags, findChromium, findFirefox } from '../../../src/checker/browsers.ts';
import { untilScriptsRan } from '../../support/page-scripts.ts';

export type { Browser, Frame, Page };
export type BrowserName = 'chromium' | 'firefox';

/** Longest answer to wait for, in ms: a busy machine is no finding. */
const patience = 120_000;

/**
 * `proxyPort` is the observer's; without one the browser connects by itself.
 * @returns the browser, or undefined where there is no Firefox.
 * @throws Error when there is no Chromium.
 */
export async function launch(name: BrowserName, proxyPort?: number): Promise<Browser | undefined> {
  if (name === 'firefox') {
    const found = findFirefox();
    if (!found) return undefined;
    const browser = await puppeteer.launch({
      browser: 'firefox',
      executablePath: found.executablePath,
      headless: true,
      protocolTimeout: patience,
      extraPrefsFirefox: {
        ...(proxyPort !== undefined && {
          'network.proxy.type': 1,
          'network.proxy.http': '127.0.0.1',
          'network.proxy.http_port': proxyPort,
          'network.proxy.ssl': '127.0.0.1',
          'network.proxy.ssl_port': proxyPort,
          'network.proxy.no_proxies_on': '',
          'network.proxy.allow_hijacking_localhost': true,
        }),
        // As readers have it; automation switches it off.
        'dom.disable_open_during_load': true,
        // Attacks go on in several pages at once, and each of them is to be as a reader's in front.
        'layout.testing.top-level-always-active': true,
        'dom.min_background_timeout_value': 4,
        'dom.min_background_timeout_value_without_budget_throttling': 4,
        'dom.timeout.enable_budget_timer_throttling': false,
      },
    });
    await stopLogging(browser);
    return browser;
  }
  const found = await findChromium();
  return puppeteer.launch({
    browser: 'chrome',
    executablePath: found.executablePath,
    headless: true,
    protocolTimeout: patience,
    args: [
      ...chromiumFlags,
      ...(proxyPort === undefined
        ? []
        : [
            `--proxy-server=http://127.0.0.1:${proxyPort}`,
            // Without this, addresses of the machine itself are not asked of the proxy.
            '--proxy-bypass-list=<-loopback>',
          ]),
    ],
    env: { ...process.env, ...found.env } as Record<string, string>,
  });
}

/**
 * Has Firefox tell the driver no more of what is written to its console. It does so on the page's own thread: ten thousand errors
 * that nobody handles held a page up four times as long as they do a reader's.
 */
async function stopLogging(browser: Browser): Promise<void> {
  interface Session {
    connection?: { send(method: string, parameters: object): Promise<unknown> };
  }
  await (browser as Session).connection?.send('session.unsubscribe', { events: ['log'] });
}

/**
 * A page at `url`, in a context of its own. What the browser itself breaks off is begun again: Firefox now and then does not get as far
 * as the page when many tabs are being made at once, and no attack has begun by then.
 */
export async function openApart(browser: Browser, url: string): Promise<Page> {
  for (let triesLeft = 2; ; triesLeft--) {
    const context = await browser.createBrowserContext();
    try {
      const page = await context.newPage();
      await page.goto(url);
      await untilScriptsRan(page);
      return page;
    } catch (error) {
      await context.close().catch(() => {});
      if (triesLeft === 0) throw error;
    }
  }
}
