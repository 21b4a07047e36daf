/** The interactive timeline in a real browser: every control by pointer, touch and keyboard. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { CDPSession, Locator, Page } from 'playwright-core';
import type { Trace, TraceEvent } from '../../src/trace/event.ts';
import { traceOf } from '../trace/cases.ts';
import { openStage, type Stage, type TestWindow } from './support/page.ts';
import { differingShare } from './support/pixels.ts';
import { axisPlace, painted, placeOf, rangeOf, seqOf, stageBox } from './support/places.ts';
import { sleepers } from './support/traces.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const sequential = traceOf('one-after-another');
const concurrent = traceOf('all-at-once');
const troubled = traceOf('nobody-catches');
const last = (trace: Trace) => trace.events.length - 1;
const first = (trace: Trace, type: TraceEvent['type'], nth = 0) =>
  trace.events.filter((event) => event.type === type)[nth]?.seq ?? -1;
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const slider = (page: Page) => page.getByRole('slider', { name: 'Moment' });
/** As it is laid out: with line ends between blocks. */
const textOf = async (locator: Locator) => (await locator.allInnerTexts())[0] ?? '';
const nowText = (page: Page) => textOf(page.locator('.tl-now'));

describe('replacing the static drawing', () => {
  for (const [width, name] of [
    [900, 'roomy'],
    [640, 'wide'],
    [360, 'narrow'],
  ] as const) {
    test(`moves nothing and looks the same at ${width} px (${name})`, async () => {
      const traces = { standing: traceOf('standing-still') };
      await stage.visit({ traces, viewport: { width, height: 900 } }, async ({ page, mount }) => {
        const shown = page.locator('.tl-svg:visible');
        assert.equal(await shown.count(), 1);
        assert.match((await shown.getAttribute('class')) ?? '', new RegExp(`tl-${name}`));
        const picture = page.locator('.tl-picture');
        const key = page.locator('.tl-key');
        const [boxBefore, keyBefore] = [await picture.boundingBox(), await key.boundingBox()];
        const before = await picture.screenshot();
        await mount();
        // The cursor is new; everything else is to be as it was.
        await page.evaluate(() => {
          for (const part of document.querySelectorAll<HTMLElement>(
            '.tl-cursor, .tl-sticky canvas:nth-child(2)',
          ))
            part.style.opacity = '0';
        });
        await painted(page);
        assert.deepEqual(await picture.boundingBox(), boxBefore);
        assert.deepEqual(await page.locator('.tl-key').boundingBox(), keyBefore);
        const share = await differingShare(page, before, await picture.screenshot());
        assert.ok(share < 0.006, `${(share * 100).toFixed(2)} % of the pixels differ`);
      });
    });
  }

  test('is undone by destroy', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      const before = await page.locator('[data-region=timeline]').innerHTML();
      await mount();
      assert.notEqual(await page.locator('[data-region=timeline]').innerHTML(), before);
      await page.evaluate(() => (window as unknown as TestWindow).timeline.destroy());
      assert.equal(await page.locator('[data-region=timeline]').innerHTML(), before);
    });
  });

  test('also works where there is nothing to replace', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await page.evaluate(() => document.querySelector('[data-region=timeline]')?.replaceChildren());
      await mount();
      assert.ok((await stageBox(page)).height > 200);
    });
  });
});

describe('stepping with the buttons', () => {
  test('goes to the beginning, forward, back and to the end, and says what happens', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount();
      assert.equal(await seqOf(page), last(sequential), 'a run is shown at its end');
      await button(page, 'To the beginning').click();
      assert.equal(await seqOf(page), -1);
      assert.match(await nowText(page), /before the program starts/);
      await button(page, 'One step forward').click();
      assert.equal(await seqOf(page), 0);
      assert.match(await nowText(page), /0 ms\s+the program starts/);
      for (let i = 0; i < 3; i++) await button(page, 'One step forward').click();
      assert.match(await nowText(page), /rate 1 sends request 1: GET https:\/\/rates\.test\/USD/);
      await button(page, 'One step back').click();
      assert.equal(await seqOf(page), 2);
      await button(page, 'To the end').click();
      assert.equal(await seqOf(page), last(sequential));
      assert.equal(await button(page, 'One step forward').getAttribute('aria-disabled'), 'true');
    });
  });

  test('goes by tasks and microtasks, turns and printed lines when asked to', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: -1 });
      const walk = async (kind: string, steps: number) => {
        await page.getByLabel('Step by').selectOption(kind);
        await page.evaluate(() => (window as unknown as TestWindow).timeline.goTo(-1));
        const seen: (string | undefined)[] = [];
        for (let i = 0; i < steps; i++) {
          await button(page, 'One step forward').click();
          seen.push(sequential.events[await seqOf(page)]?.type);
        }
        return seen;
      };
      assert.deepEqual(await walk('line', 3), ['log', 'log', 'log']);
      assert.deepEqual(await walk('turn', 3), ['task', 'task', 'task']);
      assert.deepEqual(await walk('job', 4), ['task', 'task', 'resume', 'resume']);
    });
  });

  test('shows the state of the moment: stack, queues, network, functions, output', async () => {
    await stage.visit({ traces: { sequential, troubled } }, async ({ page, mount }) => {
      await mount({ seq: first(sequential, 'request-sent', 1) });
      const list = (name: string) => textOf(page.getByRole('list', { name, exact: true }));
      assert.match(await list('Call stack'), /^rate 2\s+main\.ts:2\s+main\.ts\s+main\.ts:7/);
      assert.match(await list('Network'), /request 2: \/EUR\s+on its way to rates\.test/);
      assert.match(
        await list('Functions under way'),
        /main\.ts\s+waits for its call to come back[\s\S]*rate 2\s+runs/,
      );
      assert.match(await list('Printed so far'), /^USD 4\.05\s+120 ms$/);
      assert.match(await list('Microtask queue'), /empty/);
      await page.evaluate(() => {
        const w = window as unknown as TestWindow;
        const trace = w.traces['troubled'];
        if (trace) w.timeline.update({ trace, title: 'troubled' });
        w.timeline.goTo(8);
      });
      assert.match(
        await list('Microtask queue'),
        /then callback 1 \(show\)\s+main\.ts:6\s+microtask 1 \(hello\)\s+main\.ts:7/,
      );
      assert.match(await list('Timers'), /sleep 1\s+in 10 ms, at 10 ms/);
      await button(page, 'To the end').click();
      assert.match(await list('Unhandled rejections'), /Error: boom/);
    });
  });

  test('is announced politely, once per step', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: 3 });
      await button(page, 'One step forward').click();
      const live = page.locator('.timeline [aria-live=polite]');
      assert.equal(await live.count(), 1);
      assert.equal(await live.textContent(), '0 ms: rate 1 waits (await)');
    });
  });
});

describe('playing', () => {
  test('replays the run in its own time, pauses, and goes on', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: -1 });
      const began = Date.now();
      // Slowly at first, so that there is time to press a button.
      await page.getByLabel('Speed').selectOption({ label: '¼×' });
      await button(page, 'Play').click();
      await page.waitForFunction(() => (window as unknown as TestWindow).timeline.seq > 20);
      await button(page, 'Pause').click();
      const paused = await seqOf(page);
      assert.ok(paused > 20 && paused < last(sequential), `paused at ${paused}`);
      await page.waitForTimeout(200);
      assert.equal(await seqOf(page), paused);
      await page.getByLabel('Speed').selectOption({ label: '1×' });
      await button(page, 'Play').click();
      await page.waitForFunction(
        (end) => (window as unknown as TestWindow).timeline.seq === end,
        last(sequential),
      );
      assert.ok(Date.now() - began >= 600, '610 virtual ms take at least as long');
      await page.waitForFunction(() => !(window as unknown as TestWindow).timeline.isPlaying);
      assert.equal(await button(page, 'Play from the beginning').count(), 1);
    });
  });

  test('takes four times as long at a quarter of the speed, and no time when instant', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: -1 });
      await page.getByLabel('Speed').selectOption({ label: '¼×' });
      await button(page, 'Play').click();
      await page.waitForTimeout(500);
      await button(page, 'Pause').click();
      const at = sequential.events[await seqOf(page)]?.at ?? 0;
      assert.ok(at <= 220, `after half a second at most 220 ms are shown, not ${at}`);
      await page.getByLabel('Speed').selectOption({ label: 'instant' });
      await button(page, 'Play').click();
      assert.equal(await seqOf(page), last(sequential));
    });
  });

  test('moves from event to event only, and at once, for readers who want less motion', async () => {
    await stage.visit({ traces: { sequential }, reducedMotion: 'reduce' }, async ({ page, mount }) => {
      await mount({ seq: -1 });
      assert.equal(await textOf(page.getByLabel('Speed').locator('option:checked')), 'instant');
      await button(page, 'Play').click();
      assert.equal(await seqOf(page), last(sequential), 'the final picture is there at once');
      await page.getByLabel('Speed').selectOption({ label: '1×' });
      const places = await page.evaluate(async () => {
        const w = window as unknown as TestWindow;
        w.timeline.play();
        const seen = new Set<string>();
        const end = performance.now() + 400;
        while (performance.now() < end) {
          await new Promise((resolve) => requestAnimationFrame(resolve));
          seen.add(document.querySelector<HTMLElement>('.tl-cursor')?.style.transform ?? '');
        }
        w.timeline.pause();
        return seen.size;
      });
      assert.ok(places <= 5, `the cursor stood in ${places} places in 400 ms`);
    });
  });
});

describe('the picture under a pointer', () => {
  test('shows the event that is clicked', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount();
      for (const seq of [first(sequential, 'request-finished', 2), first(sequential, 'log', 1)]) {
        const { x, y } = await placeOf(page, sequential, seq);
        await page.mouse.click(x - 1, y);
        const shown = await seqOf(page);
        const [expected, found] = [sequential.events[seq], sequential.events[shown]];
        assert.equal(found?.at, expected?.at);
        assert.ok(
          found?.type === expected?.type || found?.type === 'response',
          `${found?.type} for ${expected?.type}`,
        );
      }
    });
  });

  test('is scrubbed by dragging along the axis, and by the handle', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount();
      const [from, to] = [await axisPlace(page, 0.3), await axisPlace(page, 0.7)];
      await page.mouse.move(from.x, from.y);
      await page.mouse.down();
      await page.mouse.move(to.x, to.y, { steps: 5 });
      await page.mouse.up();
      const at = sequential.events[await seqOf(page)]?.at ?? 0;
      assert.ok(at <= 0.7 * 610 && at >= 420, `the last event before ${0.7 * 610} ms, found ${at}`);
      await painted(page);
      const handle = await slider(page).boundingBox();
      assert.ok(
        handle && Math.abs(handle.x + handle.width / 2 - to.x) < 2,
        'the handle stands under the pointer',
      );
      await page.mouse.move(handle.x + handle.width / 2, handle.y + handle.height / 2);
      await page.mouse.down();
      await page.mouse.move(from.x, from.y, { steps: 5 });
      await page.mouse.up();
      assert.ok((sequential.events[await seqOf(page)]?.at ?? 0) <= 0.3 * 610 + 1);
    });
  });

  test('zooms around the pointer with Ctrl and the wheel, is moved by dragging and by the wheel, and fits again', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount();
      const { x } = await axisPlace(page, 0.5);
      const { y } = await placeOf(page, sequential, 5);
      await page.mouse.move(x, y);
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -300);
      await page.keyboard.up('Control');
      await painted(page);
      const zoomed = await rangeOf(page);
      assert.ok(zoomed.to - zoomed.from < 250, `${zoomed.to - zoomed.from} ms are seen`);
      assert.ok(Math.abs((zoomed.from + zoomed.to) / 2 - 305) < 2, 'what was under the pointer still is');
      await page.mouse.down();
      await page.mouse.move(x + 150, y, { steps: 4 });
      await page.mouse.up();
      const dragged = await rangeOf(page);
      assert.ok(dragged.from < zoomed.from, 'dragging to the right shows what was before');
      await page.keyboard.down('Shift');
      await page.mouse.wheel(0, 200);
      await page.keyboard.up('Shift');
      assert.ok((await rangeOf(page)).from > dragged.from);
      await button(page, 'Show all of it').click();
      assert.deepEqual(await rangeOf(page), { from: 0, to: 610 });
    });
  });

  test('lets the page scroll when the wheel is turned without a key', async () => {
    await stage.visit(
      { traces: { sequential }, viewport: { width: 900, height: 400 } },
      async ({ page, mount }) => {
        await mount();
        const box = await stageBox(page);
        await page.mouse.move(box.x + 300, Math.max(10, box.y + 40));
        await page.mouse.wheel(0, 300);
        await page.waitForTimeout(200);
        assert.ok(
          (await page.evaluate(() => scrollY + (document.querySelector('.tl-stage')?.scrollTop ?? 0))) > 50,
        );
        assert.deepEqual(await rangeOf(page), { from: 0, to: 610 });
      },
    );
  });

  test('unfolds what is folded, by pointer and by keyboard, and folds it again', async () => {
    await stage.visit({ traces: { many: sleepers(60) } }, async ({ page, mount }) => {
      await mount();
      const height = () => page.locator('.tl-space').evaluate((element) => element.clientHeight);
      const before = await height();
      await button(page, '… and 54 more').click();
      assert.ok((await height()) > before + 54 * 20);
      const fewer = button(page, 'show fewer');
      await fewer.focus();
      await page.keyboard.press('Enter');
      assert.equal(await height(), before);
      assert.equal(
        await page.evaluate(() => document.activeElement?.textContent),
        '… and 54 more',
        'the focus stays',
      );
    });
  });
});

describe('by touch', () => {
  const touch = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } };
  const send = (
    client: CDPSession,
    type: 'touchStart' | 'touchMove' | 'touchEnd',
    points: { x: number; y: number }[],
  ) =>
    client.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: points.map((point, id) => ({ ...point, id })),
    });

  test('a tap shows an event, a finger on the axis scrubs, two fingers zoom', async () => {
    await stage.visit({ traces: { sequential }, ...touch }, async ({ page, mount }) => {
      await mount();
      await page.locator('.tl-stage').scrollIntoViewIfNeeded();
      const client = await page.context().newCDPSession(page);
      const target = await placeOf(page, sequential, first(sequential, 'log', 1));
      if (target.y < 740) {
        await page.touchscreen.tap(target.x, target.y);
        assert.equal(sequential.events[await seqOf(page)]?.type, 'log');
      }
      const [from, to] = [await axisPlace(page, 0.9), await axisPlace(page, 0.25)];
      await send(client, 'touchStart', [from]);
      for (const share of [0.7, 0.5, 0.35]) await send(client, 'touchMove', [await axisPlace(page, share)]);
      await send(client, 'touchMove', [to]);
      await send(client, 'touchEnd', []);
      assert.ok((sequential.events[await seqOf(page)]?.at ?? 999) <= 0.25 * 610 + 5);

      const box = await stageBox(page);
      const y = box.y + 120;
      const [a, b] = [
        { x: box.x + 120, y },
        { x: box.x + 180, y },
      ];
      await send(client, 'touchStart', [a, b]);
      for (const by of [10, 25, 40, 60])
        await send(client, 'touchMove', [
          { x: a.x - by, y },
          { x: b.x + by, y },
        ]);
      await send(client, 'touchEnd', []);
      const { from: left, to: right } = await rangeOf(page);
      assert.ok(right - left < 400, `${right - left} ms are seen after pinching`);
      await send(client, 'touchStart', [{ x: box.x + 200, y }]);
      for (const by of [15, 40, 80]) await send(client, 'touchMove', [{ x: box.x + 200 - by, y }]);
      await send(client, 'touchEnd', []);
      assert.ok((await rangeOf(page)).from > left, 'a finger to the left shows what comes later');
    });
  });

  test('all that can be touched is at least 44 px large, or 44 px from its neighbours', async () => {
    await stage.visit({ traces: { sequential }, ...touch }, async ({ page, mount }) => {
      await mount({ seq: 20 });
      const small = await page.evaluate(() => {
        const targets = document.querySelectorAll<HTMLElement>(
          '.timeline :is(button, select, summary, [role=slider], [role=tab])',
        );
        return [...targets].flatMap((target) => {
          const { width, height } = target.getBoundingClientRect();
          if (width === 0 || target.closest('[hidden]')) return [];
          return width < 44 - 0.5 || height < 44 - 0.5
            ? [`${target.className} ${target.textContent} ${width}×${height}`]
            : [];
        });
      });
      assert.deepEqual(
        small.filter((text) => !text.startsWith('tl-site') || !/×4[4-9]/.test(text)),
        [],
      );
    });
  });

  test('nothing is wider than a screen of 360 px', async () => {
    await stage.visit({ traces: { sequential, concurrent }, ...touch }, async ({ page, mount }) => {
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.equal(await overflow(), 0, 'static');
      await mount({ other: 'concurrent' });
      assert.equal(await overflow(), 0, 'interactive');
      await page.locator('.tl-menu summary').click();
      assert.equal(await overflow(), 0, 'with its menu open');
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        assert.equal(await overflow(), 0, await textOf(tab));
      }
    });
  });
});

describe('by keyboard', () => {
  test('the slider steps with arrows, by turns with the page keys, and goes to both ends', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount();
      await slider(page).focus();
      await page.keyboard.press('Home');
      assert.equal(await seqOf(page), -1);
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowRight');
      assert.equal(await seqOf(page), 1);
      assert.equal(await slider(page).getAttribute('aria-valuetext'), '0 ms: main.ts begins');
      assert.equal(await slider(page).getAttribute('aria-valuenow'), '1');
      await page.keyboard.press('PageUp');
      assert.equal(sequential.events[await seqOf(page)]?.type, 'task');
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('PageDown');
      assert.equal(await seqOf(page), 0);
      await page.keyboard.press('End');
      assert.equal(await seqOf(page), last(sequential));
      await page.keyboard.press('Home');
      await page.keyboard.press(' ');
      assert.ok(await page.evaluate(() => (window as unknown as TestWindow).timeline.isPlaying));
      await page.keyboard.press(' ');
      assert.ok(!(await page.evaluate(() => (window as unknown as TestWindow).timeline.isPlaying)));
    });
  });

  test('the picture zooms with + and −, moves with arrows, and shows all with 0', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: first(sequential, 'log', 1) });
      await page.getByRole('group', { name: /^Picture of the run/ }).focus();
      await page.keyboard.press('+');
      await page.keyboard.press('+');
      const zoomed = await rangeOf(page);
      assert.ok(zoomed.to - zoomed.from < 300);
      assert.ok(zoomed.from < 220 && zoomed.to > 220, 'around the cursor');
      await page.keyboard.press('ArrowRight');
      const moved = await rangeOf(page);
      assert.ok(moved.from > zoomed.from);
      await page.keyboard.press('ArrowLeft');
      assert.ok(Math.abs((await rangeOf(page)).from - zoomed.from) < 1e-6);
      await page.keyboard.press('-');
      assert.ok((await rangeOf(page)).to - (await rangeOf(page)).from > 300);
      await page.keyboard.press('0');
      assert.deepEqual(await rangeOf(page), { from: 0, to: 610 });
    });
  });

  test('stepping brings the moment into view when it is not', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: 0 });
      await slider(page).focus();
      for (let i = 0; i < 4; i++) await page.keyboard.press('+');
      assert.ok((await rangeOf(page)).to < 200);
      await page.keyboard.press('End');
      assert.ok((await rangeOf(page)).to >= 610);
    });
  });

  test('every control is reached with Tab, and what has the focus can be seen', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: 20 });
      await page.locator('h1').evaluate((element) => {
        element.setAttribute('tabindex', '-1');
        element.focus();
      });
      const seen: string[] = [];
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab');
        const name = await page.evaluate(() => {
          const focused = document.activeElement;
          if (!focused || focused === document.body) return '';
          const ring = getComputedStyle(focused);
          const inner = getComputedStyle(focused, '::before');
          const isSeen = ring.outlineStyle !== 'none' || inner.outlineStyle !== 'none';
          return `${focused.getAttribute('aria-label') ?? focused.textContent?.trim()}${isSeen ? '' : ' (cannot be seen)'}`;
        });
        if (name === '') break;
        seen.push(name);
      }
      assert.deepEqual(
        seen.filter((name) => name.includes('cannot be seen')),
        [],
      );
      for (const name of [
        'Time',
        'Order',
        'More',
        'Moment',
        'To the beginning',
        'One step back',
        'Play',
        'One step forward',
        'To the end',
        'Step by',
        'Speed',
        'Causes and effects',
        'Zoom in',
        'Zoom out',
        'Show all of it',
        'State at this moment',
      ]) {
        assert.ok(seen.includes(name), `${name} is reached; found ${seen.join(', ')}`);
      }
    });
  });
});

describe('the two views', () => {
  test('show the same moment along the clock and event by event', async () => {
    await stage.visit({ traces: { troubled } }, async ({ page, mount }) => {
      await mount({ seq: 12 });
      await button(page, 'Order').click();
      assert.equal(await button(page, 'Order').getAttribute('aria-pressed'), 'true');
      assert.equal(await seqOf(page), 12);
      const { to } = await rangeOf(page);
      assert.ok(to > troubled.events.length, 'every event has a place');
      const run = first(troubled, 'reaction-run', 1);
      const { x, y } = await placeOf(page, troubled, run, { view: 'order' });
      await page.mouse.click(x - 3, y);
      const shown = await seqOf(page);
      assert.ok(Math.abs(shown - run) <= 3, `event ${shown} for ${run}`);
      await button(page, 'Time').click();
      assert.equal(await seqOf(page), shown);
      assert.deepEqual(await rangeOf(page), { from: 0, to: 10 });
    });
  });

  test('play in the order view goes from event to event, though no time passes', async () => {
    await stage.visit({ traces: { talk: traceOf('message-and-generator') } }, async ({ page, mount }) => {
      await mount({ seq: -1 });
      assert.equal(
        await button(page, 'Order').getAttribute('aria-pressed'),
        'true',
        'a run without length is shown in order',
      );
      await page.getByLabel('Speed').selectOption({ label: '4×' });
      await button(page, 'Play').click();
      await page.waitForFunction(() => (window as unknown as TestWindow).timeline.seq >= 4);
      assert.ok((await seqOf(page)) < 19);
      await button(page, 'Pause').click();
    });
  });
});

describe('the run in words', () => {
  test('follows the moment, and leads to it by pointer and by keyboard', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: first(sequential, 'log') });
      const tab = page.getByRole('tab', { name: 'Events in words' });
      await page.getByRole('tab', { name: 'State at this moment' }).focus();
      await page.keyboard.press('ArrowRight');
      assert.equal(await tab.getAttribute('aria-selected'), 'true');
      const current = page.locator('.tl-live-list [aria-current=step]');
      assert.match(await textOf(current), /main\.ts prints: USD 4\.05/);
      await current.focus();
      await page.keyboard.press('ArrowDown');
      assert.match(await textOf(current), /rate 2 begins/);
      assert.match(await nowText(page), /rate 2 begins/);
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('aria-current')), 'step');
      await page.keyboard.press('Home');
      assert.equal(await seqOf(page), 0);
      await page.keyboard.press('End');
      assert.equal(await seqOf(page), last(sequential));
      await page.locator('.tl-live-list button', { hasText: 'sends request 2' }).click();
      assert.equal(await seqOf(page), first(sequential, 'request-sent', 1));
      assert.equal(
        await page.locator('.tl-live-list button[tabindex="0"]').count(),
        1,
        'one line is in the tab order',
      );
    });
  });

  test('keeps only the lines around the moment in the page, and offers the others', async () => {
    await stage.visit({ traces: { many: sleepers(500) } }, async ({ page, mount }) => {
      await mount({ seq: 1200 });
      await page.getByRole('tab', { name: 'Events in words' }).click();
      assert.ok((await page.locator('.tl-live-list li').count()) < 200);
      const firstLine = () => page.locator('.tl-live-list').getAttribute('start');
      const before = Number(await firstLine());
      assert.ok(before > 100);
      await button(page, 'Earlier events').click();
      assert.ok(Number(await firstLine()) < before);
    });
  });
});

describe('tied to the source', () => {
  test('tells the place of each moment, and follows a place to the source', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: first(sequential, 'log') });
      const site = await page.evaluate(() => (window as unknown as TestWindow).sites.at(-1));
      assert.deepEqual([site?.file, site?.line], ['main.ts', 6]);
      await page.locator('.tl-now .tl-site').click();
      const shown = await page.evaluate(() => (window as unknown as TestWindow).shown);
      assert.deepEqual(
        shown.map(({ line }) => line),
        [6],
      );
      assert.equal(
        await page.evaluate(() => (window as unknown as TestWindow).lines.at(-1)),
        1,
        'one line is printed by then',
      );
    });
  });

  test('from a line of the source to what happened there, one after the other', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: -1 });
      const ask = (line: number) =>
        page.evaluate((line) => (window as unknown as TestWindow).timeline.showSource('main.ts', line), line);
      const there = sequential.events.filter(
        ({ site }) => site !== undefined && sequential.sites[site]?.line === 1,
      );
      assert.equal(await ask(1), there.length);
      assert.equal(await seqOf(page), there[0]?.seq);
      await ask(1);
      assert.equal(await seqOf(page), there[1]?.seq);
      await page.getByRole('tab', { name: 'Events in words' }).click();
      assert.ok((await page.locator('.tl-live-list .is-ringed').count()) >= 10);
      assert.equal(await ask(99), 0);
    });
  });

  test('from a printed line to its moment', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount();
      assert.ok(await page.evaluate(() => (window as unknown as TestWindow).timeline.goToLine(2)));
      assert.match(await nowText(page), /main\.ts prints: PLN 4\.05/);
      assert.ok(!(await page.evaluate(() => (window as unknown as TestWindow).timeline.goToLine(99))));
    });
  });

  test('arrows from causes and to effects are painted, and left out when they are not wanted', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount({ seq: first(sequential, 'resume', 3) });
      const front = page.locator('.tl-sticky canvas').nth(1);
      const ink = () =>
        front.evaluate((canvas: HTMLCanvasElement) => {
          const data = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
          let count = 0;
          for (let i = 3; i < data.length; i += 4) if ((data[i] ?? 0) > 40) count++;
          return count;
        });
      await painted(page);
      const withArrows = await ink();
      await button(page, 'Causes and effects').click();
      await painted(page);
      const without = await ink();
      assert.ok(withArrows > without + 100, `${withArrows} and ${without} px`);
      assert.equal(await button(page, 'Causes and effects').getAttribute('aria-pressed'), 'false');
    });
  });
});

describe('two runs', () => {
  test('stand below each other on one axis; either is stepped through; the first difference is told', async () => {
    await stage.visit({ traces: { sequential, concurrent } }, async ({ page, mount }) => {
      await mount({ other: 'concurrent' });
      assert.deepEqual(await rangeOf(page), { from: 0, to: 610 });
      await page.getByRole('tab', { name: 'What differs' }).click();
      const panel = page.getByRole('tabpanel');
      assert.match(await textOf(panel), /took\s+610 ms\s+200 ms/);
      assert.match(await textOf(panel), /The first \d+ events are the same\. Then:/);
      await button(page, 'Show this in concurrent').click();
      assert.match(await nowText(page), /rate 2 begins/);
      await button(page, 'To the end').click();
      assert.equal(await seqOf(page), last(concurrent), 'now the second run is stepped through');
      await page.evaluate(() => scrollTo(0, 0));
      const { x } = await axisPlace(page, 0.5);
      const box = await stageBox(page);
      await page.mouse.click(x, box.y + 40);
      assert.ok(
        sequential.events[await seqOf(page)]?.at === 220,
        'a click on the first picture changes to the first run',
      );
    });
  });
});

describe('saving', () => {
  const save = async (page: Page, name: string) => {
    await page.locator('.tl-menu summary').click();
    const [download] = await Promise.all([page.waitForEvent('download'), button(page, name).click()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
  };

  test('gives a drawing that stands alone, the text, and a trace for Perfetto', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount();
      const svg = await save(page, 'Save the picture (SVG)');
      assert.equal(svg.name, 'waiting-example.svg');
      assert.match(svg.text, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
      assert.doesNotMatch(svg.text, /var\(|undefined|%"/);
      assert.match(svg.text, /<g class="tl-bar tl-started[^>]*>(<rect [^>]*\/>){5}<\/g>/);

      const text = await save(page, 'Save the events (text)');
      assert.equal(text.name, 'waiting-example.txt');
      assert.match(text.text, /main\.ts prints: USD 4\.05/);

      const trace = await save(page, 'Save the trace (Perfetto, DevTools)');
      assert.equal(trace.name, 'waiting-example.trace.json');
      assert.ok((JSON.parse(trace.text) as { traceEvents: unknown[] }).traceEvents.length > 50);
    });
  });

  test('the menu closes with Escape and gives the focus back', async () => {
    await stage.visit({ traces: { sequential } }, async ({ page, mount }) => {
      await mount();
      const more = page.locator('.tl-menu summary');
      await more.focus();
      await page.keyboard.press('Enter');
      assert.ok(await button(page, 'Save the events (text)').isVisible());
      await page.keyboard.press('Tab');
      await page.keyboard.press('Escape');
      assert.ok(!(await button(page, 'Save the events (text)').isVisible()));
      assert.ok(await more.evaluate((element) => element === document.activeElement));
    });
  });
});

describe('another run', () => {
  test('takes the place of the one shown', async () => {
    await stage.visit({ traces: { sequential, concurrent } }, async ({ page, mount }) => {
      await mount({ seq: 5 });
      await page.evaluate(() => {
        const w = window as unknown as TestWindow;
        const trace = w.traces['concurrent'];
        if (trace) w.timeline.update({ trace, title: 'your edit' });
      });
      assert.equal(await seqOf(page), last(concurrent));
      assert.deepEqual(await rangeOf(page), { from: 0, to: 200 });
    });
  });
});
