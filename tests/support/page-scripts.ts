/** The scripts of a page come after its text, and after `load`: tests that use them wait until they have run. */
import type { Page } from 'playwright-core';
import { lateScriptsId, scriptsRan } from '../../src/layouts/late-scripts.ts';

/** In the page: whether its scripts have run or could not be had. True of a page whose scripts do not wait. */
const haveRun = ([id = '', mark = '']: string[]) =>
  !document.getElementById(id) || performance.getEntriesByName(mark).length > 0;

/** A tab of either driver. */
interface Tab {
  waitForFunction(isTrue: typeof haveRun, options: { polling: number }, names: string[]): Promise<unknown>;
}

/** For a tab of Puppeteer's. */
export const untilScriptsRan = (tab: Tab) =>
  tab.waitForFunction(haveRun, { polling: 50 }, [lateScriptsId, scriptsRan]);

/** Has every way of opening a page in this tab of Playwright's wait for the page's scripts, too. */
export function waitForScripts(page: Page): Page {
  const { goto, reload, goBack, goForward } = page;
  const andScripts =
    <Given extends unknown[], Answer>(open: (...given: Given) => Promise<Answer>) =>
    async (...given: Given) => {
      const answer = await open.apply(page, given);
      await page.waitForFunction(haveRun, [lateScriptsId, scriptsRan], { polling: 50 });
      return answer;
    };
  return Object.assign(page, {
    goto: andScripts(goto),
    reload: andScripts(reload),
    goBack: andScripts(goBack),
    goForward: andScripts(goForward),
  });
}
