/** The timeline and the question of a live example on the built site, by pointer, touch and keyboard. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { openSite, type Site, type VisitOptions } from '../support/site.ts';
import { type LiveExample, openExample } from './live-example.ts';

const folder = process.env['SITE_FOLDER'] ?? 'dist';

let site: Site;
before(async () => {
  site = await openSite({ folder });
});
after(() => site?.close());

const chapter = (use: (page: Page) => Promise<void>, options?: VisitOptions) =>
  site.visit('waiting/', use, options);

/** The timeline of an example, once it can be stepped through. */
function timelineOf({ root }: LiveExample) {
  const live = root.locator('.timeline.is-live');
  const slider = live.getByRole('slider');
  return {
    live,
    slider,
    button: (name: string) => live.getByRole('button', { name, exact: true }),
    /** The event after which the run is shown. */
    seq: async () => Number(await slider.getAttribute('aria-valuenow')),
    last: async () => Number(await slider.getAttribute('aria-valuemax')),
    /** How many lines of the output are set apart as not printed yet. */
    later: () => root.locator('[data-region=output] .is-later').count(),
    /** The source line that is marked, as text. */
    line: () => root.locator('[data-region=code] .is-current').allTextContents(),
  };
}

const step = async (example: LiveExample) => {
  await example.button('step').click();
  const timeline = timelineOf(example);
  await timeline.live.waitFor();
  return timeline;
};
const question = ({ root }: LiveExample) => root.locator('.predict form');
/** Where an element stands inside its example, in px. */
const placeIn = ({ root }: LiveExample, selector: string) =>
  root.evaluate((element, inside) => {
    const found = element.querySelector(inside)?.getBoundingClientRect();
    return { top: Math.round((found?.top ?? 0) - element.getBoundingClientRect().top) };
  }, selector);

describe('stepping through an example', () => {
  test('is possible without running it: the book’s recorded run is fetched, and nothing else', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      const shown = await example.lines();
      await step(example);
      assert.deepEqual(await example.lines(), shown);
      const fetched = await page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
      );
      assert.ok(fetched.includes('/examples/waiting/the-offices-log.trace.json'));
      assert.deepEqual(
        fetched.filter((path) => /runtime\/|engine|mount/.test(path)),
        [],
      );
    }));

  test('goes by keyboard, both ways, and marks the line of the source and what is printed', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      const count = (await example.lines()).length;
      await example.button('step').focus();
      await page.keyboard.press('Enter');
      const timeline = timelineOf(example);
      await timeline.live.waitFor();
      assert.equal(await timeline.seq(), -1);
      assert.equal(await timeline.later(), count);
      await timeline.live.getByLabel('Step by').selectOption('line');
      await timeline.button('One step forward').focus();
      await page.keyboard.press('Enter');
      assert.equal(await timeline.later(), count - 1);
      assert.match((await timeline.line()).join(), /^\s*console\.log/);
      const first = await timeline.seq();
      await page.keyboard.press('Enter');
      assert.equal(await timeline.later(), count - 2);
      await timeline.button('One step back').focus();
      await page.keyboard.press('Enter');
      assert.equal(await timeline.seq(), first);
      assert.equal(await timeline.later(), count - 1);
      await timeline.slider.focus();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowLeft');
      assert.equal(await timeline.seq(), first);
      await page.keyboard.press('End');
      assert.equal(await timeline.seq(), await timeline.last());
      assert.equal(await timeline.later(), 0);
      assert.deepEqual(await timeline.line(), []);
    }));

  test('goes where the pointer scrubs', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      const timeline = await step(example);
      await timeline.slider.scrollIntoViewIfNeeded();
      const box = await timeline.live.locator('.tl-picture').boundingBox();
      assert.ok(box);
      const at = (share: number) => [box.x + box.width * share, box.y + 8] as const;
      await page.mouse.move(...at(0.4));
      await page.mouse.down();
      await page.mouse.move(...at(0.5));
      const early = await timeline.seq();
      await page.mouse.move(...at(0.6));
      await page.mouse.move(...at(0.8));
      const late = await timeline.seq();
      await page.mouse.up();
      assert.ok(early >= 0 && late > early, `${early}, then ${late}`);
    }));

  test('follows a line of the code that the reader points at', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      const timeline = await step(example);
      const line = example.root.locator('.line', { hasText: 'await getRates' });
      await line.click();
      assert.ok((await timeline.seq()) >= 0);
      assert.match((await timeline.line()).join(), /await getRates/);
      const first = await timeline.seq();
      await line.click();
      assert.ok((await timeline.seq()) > first, 'the next time, the next event of that line');
    }));

  test('follows the cursor in the editor, and marks the line there', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'results-in-order');
      await example.edit();
      await example.run();
      await example.root.locator('[data-region=timeline] summary').first().click();
      const timeline = timelineOf(example);
      await timeline.live.waitFor();
      await example.root.locator('.cm-line', { hasText: 'await' }).first().click();
      assert.match((await timeline.line()).join(), /await/);
      const there = await timeline.seq();
      assert.ok(there < (await timeline.last()));
      await page.keyboard.type(' ');
      assert.deepEqual(await timeline.line(), [], 'what stands here now is not what was run');
      await page.keyboard.press('ArrowUp');
      assert.equal(await timeline.seq(), there);
    }));

  test('leads from a place in the timeline to the line in the code', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      const timeline = await step(example);
      await timeline.button('To the end').click();
      await timeline.live.getByLabel('Step by').selectOption('line');
      await timeline.button('One step back').click();
      await timeline.live.locator('.tl-now .tl-site').click();
      assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ''), /console\.log/);
    }));

  test('says so when the recorded run cannot be had, and works again when it can', () =>
    chapter(
      async (page) => {
        const example = await openExample(page, 'the-offices-log');
        await page.route('**/*.trace.json', (route) => route.abort());
        await example.button('step').click();
        await example.root
          .locator('[data-region=status]', { hasText: 'recorded run could not be loaded' })
          .waitFor();
        await page.unroute('**/*.trace.json');
        await step(example);
      },
      { expectedErrors: [/net::ERR_FAILED/] },
    ));
});

describe('the timeline of a run', () => {
  test('takes the place of the drawing, and nothing above it or in it moves', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      const places = () =>
        Promise.all(
          ['[data-region=output]', '[data-region=timeline]', '.tl-picture', '.tl-key'].map((selector) =>
            placeIn(example, selector),
          ),
        );
      const before = await places();
      await example.run();
      await timelineOf(example).live.waitFor();
      assert.deepEqual(await places(), before);
    }));

  test('is folded where the book shows none, and then loads its script only', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'critical-path');
      assert.equal(await example.root.locator('.timeline').count(), 0);
      await example.run();
      const summary = example.root.locator('[data-region=timeline] > details > summary');
      assert.equal(await summary.textContent(), 'Timeline');
      assert.equal(await timelineOf(example).live.count(), 0);
      await summary.click();
      await timelineOf(example).live.waitFor();
    }));

  test('is of the program that was run, and Reset brings the book’s drawing back', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      await example.edit();
      await example.write(`console.log('mine');\n`);
      await example.run();
      const timeline = timelineOf(example);
      await timeline.live.waitFor();
      await timeline.live.getByRole('tab', { name: 'Events in words' }).click();
      const words = (await timeline.live.textContent()) ?? '';
      assert.match(words, /mine/);
      assert.doesNotMatch(words, /rates\.test/);
      await example.button('reset').click();
      assert.equal(await timeline.live.count(), 0);
      assert.match((await example.root.locator('.tl-static').innerHTML()) ?? '', /rates\.test/);
      assert.ok(await example.button('step').isVisible());
    }));

  test('is compared with the book’s run and with the run before', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      const compare = (what: string) =>
        example.root.getByRole('button', { name: `Compare with the ${what}` });
      await example.edit();
      const code = await example.code();
      await example.write(code.replace(`'USD', `, ''));
      await example.run();
      await compare('book’s run').waitFor();
      assert.equal(await compare('run before').count(), 0);
      await compare('book’s run').focus();
      await page.keyboard.press('Enter');
      const timeline = timelineOf(example);
      const differs = timeline.live.getByRole('tab', { name: 'What differs' });
      await differs.click();
      const table = timeline.live.locator('.tl-table');
      assert.match((await table.textContent()) ?? '', /Your edit.*The book’s run.*610 ms/s);
      assert.equal(await compare('book’s run').getAttribute('aria-pressed'), 'true');
      // The edit's run can be followed in the code beside the other one, whose code is not on the page.
      await timeline.live.getByLabel('Step by').selectOption('line');
      for (let i = 0; i < 2; i++) await timeline.button('One step back').click();
      assert.match((await timeline.line()).join(), /console\.log/);
      assert.equal(await timeline.later(), 1);
      await differs.click();
      await timeline.live.getByRole('button', { name: 'Show this in The book’s run' }).click();
      assert.deepEqual(await timeline.line(), []);
      assert.equal(await timeline.later(), 0);
      await compare('book’s run').click();
      await differs.waitFor({ state: 'detached' });
      await example.write(code.replace(`'USD', 'EUR', `, ''));
      await example.run();
      await compare('run before').click();
      await differs.click();
      assert.match((await table.textContent()) ?? '', /The run before/);
    }));

  test('is compared with that of another seed', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      await example.edit();
      await example.write(`setTimeout(() => console.log('now'), 100 * Math.random());\n`);
      await example.run();
      await example.root.locator('details[data-action=more] summary').click();
      await example.root.getByLabel('Seed').fill('2');
      await example.root.getByLabel('Seed').blur();
      await example.run();
      await example.root.getByRole('button', { name: 'Compare with the run before' }).click();
      const { live } = timelineOf(example);
      await live.getByRole('tab', { name: 'What differs' }).click();
      const words = (await live.locator('.tl-comparing').textContent()) ?? '';
      assert.match(words, /Your run, seed 2.*The run before.*Then:/s);
    }));

  test('shows an edit that never ends when it is stopped', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'the-offices-log');
      await example.edit();
      await example.write(`setInterval(() => console.log('tick'), 100);\n`);
      await example.root.locator('select[data-action=pace]').selectOption('1');
      await example.button('run').click();
      await example.root.locator('.text', { hasText: 'tick' }).first().waitFor();
      await example.button('stop').click();
      await example.over();
      const timeline = timelineOf(example);
      await timeline.live.waitFor();
      assert.match((await timeline.slider.getAttribute('aria-valuetext')) ?? '', /stopped/i);
    }));
});

describe('an example that asks first', () => {
  test('keeps the book’s output and timeline folded, within reach also without script', () =>
    chapter(
      async (page) => {
        const root = page.locator('#example-all-at-once');
        for (const [name, inside] of [
          ['The book’s output', '.output-lines'],
          ['The book’s timeline', '.timeline-elsewhere'],
        ] as const) {
          assert.ok(await root.locator(inside).isHidden());
          await root.getByText(name, { exact: true }).click();
          assert.ok(await root.locator(inside).isVisible());
        }
        // There the drawing is, as it would have been here.
        await root.locator('.timeline-elsewhere a').click();
        const there = page.locator('#all-at-once');
        assert.equal(await there.locator('.tl-svg:visible').count(), 1);
        assert.ok((await there.locator('.tl-list > li').count()) > 10);
      },
      { javaScriptEnabled: false },
    ));

  test('fetches the drawing of a folded timeline when it is unfolded, and all of them for paper', () =>
    chapter(async (page) => {
      const fold = page.locator('#example-all-at-once .example-timeline-folded');
      assert.equal(await fold.locator('svg.tl-svg').count(), 0);
      await fold.locator('summary').first().focus();
      await page.keyboard.press('Enter');
      await fold.locator('.tl-svg:visible').waitFor();
      assert.equal(await fold.locator('.timeline-elsewhere').count(), 0);
      assert.ok((await page.locator('details[data-drawing]').count()) > 5);
      await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
      assert.equal(await page.locator('details[data-drawing]').count(), 0);
      await page.emulateMedia({ media: 'print' });
      const folds = page.locator('.example-timeline-folded');
      assert.equal(await folds.locator('.tl-svg:visible').count(), await folds.count());
    }));

  test('asks by keyboard, runs with the answer, and shows guess and truth side by side', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'all-at-once');
      await example.button('run').focus();
      await page.keyboard.press('Enter');
      await question(example).waitFor();
      assert.ok(await page.evaluate(() => document.activeElement?.classList.contains('pr-grip')));
      const items = await example.root.locator('.pr-line').allTextContents();
      await page.keyboard.press('ArrowDown');
      assert.notDeepEqual(await example.root.locator('.pr-line').allTextContents(), items);
      await example.root.locator('.pr-number').focus();
      await page.keyboard.type('610');
      await page.keyboard.press('Enter');
      const timeline = timelineOf(example);
      await timeline.live.waitFor();
      assert.match(await example.over(), /^Finished at 200 ms/);
      assert.match(
        (await example.root.locator('.predict').textContent()) ?? '',
        /You said 610 ms; it took 200 ms/,
      );
      const jump = example.root.getByRole('button', { name: 'See where the time went' });
      await jump.focus();
      await page.keyboard.press('Enter');
      const seq = await timeline.seq();
      assert.match((await timeline.slider.getAttribute('aria-valuetext')) ?? '', /200 ms/);
      assert.ok(seq < (await timeline.last()));
      assert.equal(await timeline.later(), 0);
    }));

  test('keeps the score of predictions that belong together', () =>
    site.visit('event-loop/', async (page) => {
      const score = page.locator('.series-score');
      assert.match((await score.textContent()) ?? '', /Predicted: 0 of 8\. Right: 0\./);
      const fold = page.locator('details', { hasText: 'A timer inside a timer' }).first();
      await fold.locator('summary').first().click();
      const example = await openExample(page, 'program-one');
      await example.button('run').click();
      await question(example).waitFor();
      const guess = example.root.getByRole('button', { name: 'This is my guess' });
      await guess.click();
      await score.filter({ hasText: 'Predicted: 1 of 8. Right: 0.' }).waitFor();
      assert.match((await fold.locator('summary').first().textContent()) ?? '', /not yet/);
      const why = fold.locator('details.why');
      assert.ok(!(await why.evaluate((details: HTMLDetailsElement) => details.open)));
      await example.root.getByRole('button', { name: 'Read why' }).click();
      assert.ok(await why.evaluate((details: HTMLDetailsElement) => details.open));
      assert.ok(await why.locator('summary').evaluate((summary) => summary === document.activeElement));
      await example.root.getByRole('button', { name: 'Guess again' }).click();
      for (const line of ['B', 'D', 'C', 'A']) {
        await example.root.locator('.pr-line', { hasText: line }).locator('.pr-grip').focus();
        await page.keyboard.press('Home');
      }
      await guess.click();
      await score.filter({ hasText: 'Predicted: 1 of 8. Right: 1.' }).waitFor();
      assert.equal(await example.root.getByRole('button', { name: 'Read why' }).count(), 0);
      await page.reload();
      await score.filter({ hasText: 'Predicted: 1 of 8. Right: 1.' }).waitFor();
      assert.match((await fold.locator('summary').first().textContent()) ?? '', /✓ right/);
    }));

  test('jumps to the first line that differs', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'all-at-once');
      await example.button('run').click();
      await question(example).waitFor();
      const slow = example.root.locator('.pr-line', { hasText: 'PLN' });
      const grip = slow.locator('.pr-grip');
      await grip.focus();
      await page.keyboard.press('Home');
      await example.root.locator('.pr-number').fill('200');
      await example.root.getByRole('button', { name: 'This is my guess' }).click();
      await timelineOf(example).live.waitFor();
      assert.match(
        (await example.root.locator('.predict').textContent()) ?? '',
        /first difference is line 1: you said “1 PLN = 0\.2 EUR”, and “1 NOK = 0\.08 EUR” was printed/,
      );
      await example.root.getByRole('button', { name: 'See that moment' }).click();
      assert.equal(await timelineOf(example).later(), 5, 'one line of six is printed at that moment');
    }));

  test('takes an order that is dragged, and says when it is right', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'all-at-once');
      const truth = await example.root.locator('[data-region=output] .output-book .text').allTextContents();
      await example.button('run').click();
      await question(example).waitFor();
      const order = () =>
        example.root
          .locator('.pr-line')
          .evaluateAll((lines) => lines.map((line) => (line as HTMLElement).dataset['line'] ?? ''));
      for (const [index, wanted] of truth.slice(0, -1).entries()) {
        const from = (await order()).indexOf(wanted);
        if (from === index) continue;
        const grips = example.root.locator('.pr-grip');
        await grips.nth(from).scrollIntoViewIfNeeded();
        const [a, b] = [await grips.nth(from).boundingBox(), await grips.nth(index).boundingBox()];
        assert.ok(a && b);
        const x = a.x + 20;
        await page.mouse.move(x, a.y + a.height / 2);
        await page.mouse.down();
        await page.mouse.move(x, b.y + b.height / 2, { steps: 12 });
        await page.mouse.up();
      }
      assert.deepEqual(await order(), truth.slice(0, -1));
      await example.root.locator('.pr-number').fill('200');
      await example.root.getByRole('button', { name: 'This is my guess' }).click();
      await example.root.getByText('Your guess was right.').first().waitFor();
    }));

  test('can be skipped, which is remembered', () =>
    chapter(async (page) => {
      let example = await openExample(page, 'a-dependency');
      await example.button('run').click();
      await example.root.getByRole('button', { name: 'Skip' }).click();
      await example.root.locator('[data-region=status]', { hasText: 'Finished' }).waitFor();
      await page.reload();
      example = await openExample(page, 'a-dependency');
      await example.button('run').click();
      await example.root.locator('[data-region=status]', { hasText: 'Finished' }).waitFor();
      assert.equal(await question(example).count(), 0);
    }));

  test('runs without an answer when Run is pressed again', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'standing-still');
      await example.button('run').click();
      await question(example).waitFor();
      await page.keyboard.press('ControlOrMeta+Enter');
      await example.root.locator('[data-region=status]', { hasText: 'Finished' }).waitFor();
      assert.equal(await question(example).count(), 0);
    }));

  test('does not ask about what the reader has written', () =>
    chapter(async (page) => {
      const example = await openExample(page, 'all-at-once');
      await example.edit();
      await example.write(`console.log('mine');\n`);
      await example.button('run').click();
      await example.root.locator('[data-region=status]', { hasText: 'Finished' }).waitFor();
      assert.deepEqual(await example.lines(), ['mine']);
      assert.equal(await question(example).count(), 0);
    }));

  test('runs when the question cannot be had', () =>
    chapter(
      async (page) => {
        const example = await openExample(page, 'all-at-once');
        await page.route('**/*.trace.json', (route) => route.abort());
        await example.button('run').click();
        await example.root.locator('[data-region=status]', { hasText: 'Finished' }).waitFor();
        assert.equal(await example.note(), 'Same as the book.');
      },
      { expectedErrors: [/net::ERR_FAILED/] },
    ));
});

describe('question and timeline are without barriers', () => {
  for (const [name, options] of [
    ['in the light', {}],
    ['in the dark', { colorScheme: 'dark' as const }],
    ['at 360 px, by touch', { viewport: { width: 360, height: 740 }, hasTouch: true }],
    ['with reduced motion', { reducedMotion: 'reduce' as const }],
  ] as const)
    test(name, () =>
      chapter(async (page) => {
        const example = await openExample(page, 'all-at-once');
        const press = (locator: ReturnType<LiveExample['button']>) =>
          'hasTouch' in options ? locator.tap() : locator.click();
        await press(example.button('run'));
        await question(example).waitFor();
        assert.deepEqual(await violations(page, '#example-all-at-once'), []);
        await example.root.locator('.pr-number').fill('200');
        await press(example.root.getByRole('button', { name: 'This is my guess' }));
        const timeline = timelineOf(example);
        await timeline.live.waitFor();
        assert.equal(await timeline.seq(), await timeline.last(), 'the final picture comes first');
        await press(timeline.button('To the beginning'));
        for (let steps = 0; steps < 8; steps++) await press(timeline.button('One step forward'));
        assert.equal(await timeline.seq(), 7);
        assert.ok((await timeline.later()) > 0);
        assert.deepEqual(await violations(page, '#example-all-at-once'), []);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(overflow <= 0, `${overflow} px too wide`);
      }, options),
    );
});

describe('the weight of the timeline', () => {
  test('at most 45 kB of script and 5 kB of styles, question included, and no page names it', () => {
    const files = globSync('_astro/*.js', { cwd: folder }).filter((file) =>
      readFileSync(join(folder, file), 'utf8').includes('State at this moment'),
    );
    assert.equal(files.length, 1);
    const [file = ''] = files;
    const text = readFileSync(join(folder, file), 'utf8');
    // Its styles are texts in it: a page that is only read needs none of them.
    const styles = text.match(/`(?:@media|\.)[^`]{3000,}`/g) ?? [];
    assert.equal(styles.length, 2);
    const script = styles.reduce((rest, style) => rest.replace(style, '``'), text);
    const sizes = [gzipSync(script).length, gzipSync(styles.join('')).length];
    assert.ok((sizes[0] ?? 0) <= 45_000 && (sizes[1] ?? 0) <= 5_000, `${sizes} bytes`);
    for (const page of globSync('**/*.html', { cwd: folder }))
      assert.ok(!readFileSync(join(folder, page), 'utf8').includes(file), page);
  });
});

async function violations(page: Page, within: string): Promise<unknown[]> {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async (context) => {
    const { axe } = window as unknown as {
      axe: {
        run(
          context: string,
          options: object,
        ): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const result = await axe.run(context, { iframes: false });
    return result.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  }, within);
}
