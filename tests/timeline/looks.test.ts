/** How timelines look and read under different circumstances: themes, sizes, paper, forced colours, assistive technology. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { Trace, TraceEvent } from '../../src/trace/event.ts';
import { traceOf } from '../trace/cases.ts';
import { type OpenOptions, openStage, type Stage, type TestWindow } from './support/page.ts';
import { differingShare } from './support/pixels.ts';
import { painted } from './support/places.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const traces: Record<string, Trace> = {
  sequential: traceOf('one-after-another'),
  troubled: traceOf('nobody-catches'),
};
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Ids and places of what an accessibility checker finds wrong. */
async function violations(page: Page): Promise<string[]> {
  // The page's policy allows no scripts but its own; the checker comes in through the debugger.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return found.violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
    );
  });
}

const circumstances: Record<string, Partial<OpenOptions>> = {
  'in the light theme': { colorScheme: 'light' },
  'in the dark theme': { colorScheme: 'dark' },
  'on a screen of 360 px': { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  'in forced colours': { forcedColors: 'active' },
};

describe('an accessibility checker finds nothing', () => {
  for (const [name, options] of Object.entries(circumstances)) {
    test(`static, interactive and comparing, ${name}`, async () => {
      await stage.visit({ traces, ...options }, async ({ page, mount }) => {
        await page.locator('.tl-words summary').click();
        assert.deepEqual(await violations(page), [], 'static');
        await mount({ seq: 12 });
        assert.deepEqual(await violations(page), [], 'interactive');
        await page.getByRole('tab', { name: 'Events in words' }).click();
        await page.locator('.tl-menu summary').click();
        // On a small screen the open menu lies over the handle, as a menu may.
        const found = await violations(page);
        assert.deepEqual(
          found.filter((violation) => !violation.startsWith('target-size: .tl-cursor')),
          [],
          'with words and menu',
        );
        await page.evaluate(() => (window as unknown as TestWindow).timeline.destroy());
        await mount({ other: 'troubled' });
        await page.getByRole('tab', { name: 'What differs' }).click();
        assert.deepEqual(await violations(page), [], 'comparing');
      });
    });
  }
});

describe('what is not seen can be read', () => {
  test('the drawing has a name and a description, and is one thing', async () => {
    await stage.visit({ traces }, async ({ page }) => {
      const image = page.getByRole('img', { name: 'Timeline of “An example”' });
      assert.equal(await image.count(), 1, 'the drawings for other widths are not there');
      const description = await image.evaluate(
        (svg) => document.getElementById(svg.getAttribute('aria-describedby') ?? '')?.textContent,
      );
      assert.match(description ?? '', /^The run took 610 ms/);
    });
  });

  test('the run in words is in the page without any script', async () => {
    await stage.visit({ traces, javaScriptEnabled: false }, async ({ page }) => {
      await page.locator('.tl-words summary').click();
      assert.ok((await page.locator('.tl-list > li').count()) > 40);
      assert.ok(await page.getByText('rates.test finishes request 3 with 200 after 200 ms').isVisible());
    });
  });

  test('no meaning is carried by colour alone: every look and sign differs in shape, too', async () => {
    // Drawn in one colour, no two signs of the key are alike.
    await stage.visit({ traces: { all: everything() }, forcedColors: 'active' }, async ({ page }) => {
      const shots = [];
      for (const icon of await page.locator('.tl-key svg').all()) shots.push(await icon.screenshot());
      assert.ok(shots.length >= 10);
      for (const [i, a] of shots.entries()) {
        for (const b of shots.slice(i + 1))
          assert.ok((await differingShare(page, a, b)) > 0.02, `two signs look alike: ${i}`);
      }
    });
  });
});

describe('on paper', () => {
  test('a drawing stands in for the canvas, and there are no controls', async () => {
    await stage.visit({ traces }, async ({ page, mount }) => {
      await mount({ seq: 20 });
      await page.emulateMedia({ media: 'print' });
      await page.waitForTimeout(100);
      assert.equal(await page.locator('.tl-svg:visible').count(), 1);
      for (const hidden of ['.tl-stage', '.tl-player', '.tl-panels', '.tl-tools', '.tl-now']) {
        assert.ok(!(await page.locator(hidden).isVisible()), hidden);
      }
      assert.equal(await page.locator('.tl-static .tl-started rect:visible').count(), 5);
    });
  });

  test('is printed dark on light, whatever the theme of the screen', async () => {
    await stage.visit({ traces, colorScheme: 'dark' }, async ({ page }) => {
      const colour = () =>
        page
          .locator('.tl-svg:visible .tl-name text')
          .first()
          .evaluate((text) => getComputedStyle(text).fill);
      const onScreen = await colour();
      await page.emulateMedia({ media: 'print' });
      assert.notEqual(await colour(), onScreen);
      const [r = 255] = (await colour()).match(/\d+/g)?.map(Number) ?? [];
      assert.ok(r < 80, `names are ${await colour()}`);
    });
  });
});

describe('themes', () => {
  test('reach the canvas at once', async () => {
    await stage.visit({ traces, colorScheme: 'light' }, async ({ page, mount }) => {
      await mount({ seq: 20 });
      const brightest = () =>
        page
          .locator('.tl-sticky canvas')
          .first()
          .evaluate((canvas: HTMLCanvasElement) => {
            const { data } = canvas.getContext('2d')?.getImageData(0, 60, 100, canvas.height - 80) ?? {
              data: [],
            };
            let most = 0;
            for (let i = 0; i < data.length; i += 4)
              if ((data[i + 3] ?? 0) > 200) most = Math.max(most, data[i] ?? 0);
            return most;
          });
      await painted(page);
      assert.ok((await brightest()) < 120, 'names are dark on light');
      await page.emulateMedia({ colorScheme: 'dark' });
      await painted(page);
      assert.ok((await brightest()) > 150, 'names are light on dark');
      await page.evaluate(() => document.documentElement.setAttribute('data-theme', 'light'));
      await painted(page);
      assert.ok((await brightest()) < 120, 'the reader chose the light theme');
    });
  });

  test('text in drawings and canvas is never smaller than 11 px', async () => {
    await stage.visit({ traces, viewport: { width: 360, height: 740 } }, async ({ page }) => {
      const sizes = await page.locator('.tl-svg:visible text').evaluateAll((texts) =>
        texts.map((text) => {
          const scale = text instanceof SVGGraphicsElement ? (text.getScreenCTM()?.a ?? 0) : 0;
          return Number.parseFloat(getComputedStyle(text).fontSize) * scale;
        }),
      );
      assert.ok(sizes.length >= 15, `${sizes.length} texts`);
      assert.ok(
        sizes.every((size) => size >= 11),
        `the smallest is ${Math.min(...sizes)} px`,
      );
    });
  });
});

/** A run in which nearly everything happens that has a sign. */
function everything(): Trace {
  const all = [
    'given-up',
    'message-and-generator',
    'nobody-catches',
    'standing-still',
    'one-after-another',
  ].map(traceOf);
  const joined: Trace = { version: 1, sites: [], events: [] };
  for (const trace of all) {
    const [seqs, at, sites] = [joined.events.length, joined.events.at(-1)?.at ?? 0, joined.sites.length];
    const job = (joined.events.at(-1)?.job ?? -1) + 1;
    const shift = (number: number) => number + seqs * 1000;
    for (const event of trace.events) {
      if (event.type === 'end') continue;
      const next: Record<string, unknown> = {
        ...event,
        seq: joined.events.length,
        at: event.at + at,
        job: event.job + job,
      };
      if (event.site !== undefined) next['site'] = event.site + sites;
      if (event.cause !== undefined) next['cause'] = event.cause + seqs;
      for (const key of [
        'call',
        'parent',
        'timer',
        'reaction',
        'request',
        'listener',
        'message',
        'signal',
        'rejection',
      ]) {
        if (typeof next[key] === 'number') next[key] = shift(next[key]);
      }
      if (typeof next['due'] === 'number') next['due'] += at;
      joined.events.push(next as unknown as TraceEvent);
    }
    joined.sites.push(...trace.sites);
  }
  return joined;
}
