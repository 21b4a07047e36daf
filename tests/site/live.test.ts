/** What a reader can do with an example, on the built site, by pointer and by keyboard. */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { Page } from 'playwright-core';
import { openSite, type Site } from '../support/site.ts';

const chapter = 'waiting/';

let site: Site;
before(async () => {
  site = await openSite();
});
after(() => site.close());

/** One example on the page, and what a test asks of it. */
function example(page: Page, id: string) {
  const root = page.locator(`#example-${id}`);
  const action = (name: string) => root.locator(`button[data-action=${name}]`);
  const status = root.locator('[data-region=status]');
  const lines = root.locator('[data-region=output] > .output-lines > li .text');
  return {
    root,
    action,
    status,
    /** Presses Run and skips the question that some examples ask first. */
    async run(press: () => Promise<void> = () => action('run').click()) {
      await press();
      await status
        .filter({ hasText: /Running|Predict first|Finished|Stuck|Ended|Exited|Stopped|Not run/ })
        .waitFor();
      if (/Predict first/.test((await status.textContent()) ?? '')) {
        await root.getByRole('button', { name: 'Skip' }).focus();
        await page.keyboard.press('Enter');
      }
    },
    /** What the page shows before anything ran, folded away where the reader is to predict it. */
    recorded: async () => {
      const list = root.locator(
        '[data-region=output] > .output-lines > li, [data-region=output] > .output-book > .output-lines > li',
      );
      return {
        lines: await list.locator('.text').allTextContents(),
        stamps: await list.locator('.stamp').allTextContents(),
      };
    },
    lines: () => lines.allTextContents(),
    stamps: () => root.locator('[data-region=output] > .output-lines > li .stamp').allTextContents(),
    editor: root.locator('.cm-content'),
    async pace(speed: '0.25' | '1' | '0') {
      await root.locator('select[data-action=pace]').selectOption(speed);
    },
    async says(pattern: RegExp, timeout = 15_000) {
      await status.filter({ hasText: pattern }).waitFor({ timeout });
    },
    async edit() {
      await action('edit').click();
      await root.locator('.cm-content').waitFor({ timeout: 20_000 });
    },
    async write(code: string) {
      await root.locator('.cm-content').click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.insertText(code);
    },
  };
}

/** The longest time in ms for which the page's own thread was busy, from now to the call of what is returned. */
async function watchGaps(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const watch = globalThis as unknown as { gap: number };
    watch.gap = 0;
    let last = performance.now();
    setInterval(() => {
      const now = performance.now();
      watch.gap = Math.max(watch.gap, now - last);
      last = now;
    }, 10);
  });
  return () => page.evaluate(() => (globalThis as unknown as { gap: number }).gap);
}

describe('an example of the book', () => {
  test('runs, and prints what the book says with the same stamps', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'all-at-once');
      const recorded = await it.recorded();
      assert.equal(recorded.lines.at(-1), '200 ms');
      await it.run();
      await it.says(/Finished at 200 ms/);
      assert.deepEqual({ lines: await it.lines(), stamps: await it.stamps() }, recorded);
      assert.match((await it.root.locator('[data-region=note]').textContent()) ?? '', /Same as the book/);
    }));

  test('shows its lines while it runs, at the pace the reader chose', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'one-after-another');
      await it.pace('0.25');
      await it.run();
      await it.root.locator('[data-region=output] li .text').first().waitFor();
      await page.waitForTimeout(50);
      const early = await it.lines();
      assert.ok(early.length < 6, `${early.length} lines are there already`);
      await it.pace('0');
      await it.says(/Finished at 610 ms/);
      assert.equal((await it.lines()).length, 6);
    }));

  test('is edited, run, run again, reset, and the reset undone', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'one-after-another');
      await it.pace('0');
      await it.edit();
      await it.write("console.log('mine');\nsetTimeout(() => console.log('later'), 1234);\n");
      await it.action('run').click();
      await it.says(/Finished at 1234 ms/);
      assert.deepEqual(await it.lines(), ['mine', 'later']);
      await it.action('run').click();
      await it.says(/Finished at 1234 ms/);
      assert.deepEqual(await it.lines(), ['mine', 'later']);
      await it.action('reset').click();
      await it.says(/book’s version is back/);
      assert.match((await it.editor.textContent()) ?? '', /getRates/);
      await it.status.getByRole('button', { name: 'Undo' }).click();
      assert.match((await it.editor.textContent()) ?? '', /1234/);
    }));

  test('keeps the reader’s edit across a reload', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'one-after-another');
      await it.edit();
      await it.write("console.log('kept across a reload');");
      await page.waitForTimeout(500);
      await page.reload();
      await it.says(/kept/);
      await it.edit();
      assert.match((await it.editor.textContent()) ?? '', /kept across a reload/);
    }));

  test('works by keyboard alone: run, edit, leave, run the edit, stop', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'all-at-once');
      await it.action('run').focus();
      await it.run(() => page.keyboard.press('Enter'));
      await it.says(/Finished at 200 ms/);
      await it.action('edit').focus();
      await page.keyboard.press('Enter');
      await it.editor.waitFor({ timeout: 20_000 });
      await page.waitForFunction(() => document.activeElement?.closest('.example-code') !== null);
      // Tab is no trap before anything was typed.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      assert.equal(await page.evaluate(() => document.activeElement?.closest('.cm-editor') === null), true);
      await it.editor.focus();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.type("setInterval(() => console.log('tick'), 20);");
      await page.keyboard.press('ControlOrMeta+Enter');
      await it.says(/Running/);
      await it.root.locator('[data-region=output] li .text').first().waitFor();
      await page.keyboard.press('Escape');
      await it.action('stop').focus();
      await page.keyboard.press('Enter');
      await it.says(/Stopped by you/);
      assert.ok((await it.lines()).every((line) => line === 'tick'));
      assert.equal(await page.evaluate(() => document.activeElement?.getAttribute('data-action')), 'run');
    }));

  test('shows an error with its place, which leads to the line', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'one-after-another');
      await it.pace('0');
      await it.edit();
      await it.write(
        "const rates = undefined as unknown as { EUR: number };\n\nconsole.log('before');\nconsole.log(rates.EUR);\n",
      );
      await it.action('run').click();
      await it.says(/error/i);
      assert.equal((await it.lines())[0], 'before');
      assert.match((await it.lines()).join('\n'), /Uncaught TypeError/);
      const place = it.root.getByRole('button', { name: /main\.ts:4:/ });
      await place.click();
      assert.match(
        await page.evaluate(() => {
          const selection = getSelection();
          return selection?.focusNode?.parentElement?.closest('.cm-line')?.textContent ?? '';
        }),
        /rates\.EUR/,
      );
    }));

  test('says of which program output and timeline are, when it is not the one above them', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'the-offices-log');
      const note = it.root.locator('[data-region=note]');
      const timeline = it.root.locator('[data-region=timeline]');
      const says = async (ofOutput: RegExp, ofTimeline: RegExp) => {
        await note.filter({ hasText: ofOutput }).waitFor({ state: 'attached' });
        await timeline.locator('.tl-title').filter({ hasText: ofTimeline }).waitFor();
      };
      await it.pace('0');
      await it.edit();
      await says(/^$/, /^Timeline$/);
      await it.write("console.log('mine');\nawait null;");
      await says(/^the book’s, without your edit$/, /^Timeline the book’s, without your edit$/);
      await it.action('run').click();
      await it.says(/Finished/);
      await says(/^edited$/, /^Timeline$/);
      await it.editor.press('ControlOrMeta+End');
      await page.keyboard.type('\nawait 1;');
      await says(/^before your last change$/, /^Timeline before your last change$/);
      // A program that does not run has no timeline; the one that is there is older.
      await page.keyboard.type('(');
      await it.action('run').click();
      await it.says(/Not run/);
      await says(/^edited$/, /^Timeline of the run before: the last one did not start$/);
      await it.write('for (;;) {}');
      await it.action('run').click();
      await it.says(/Running/);
      await it.action('stop').click();
      await it.says(/Stopped by you/);
      assert.match(
        (await timeline.locator('.tl-title').textContent()) ?? '',
        /^Timeline( of the run before: the last one left none)?$/,
      );
      // Reset takes all of it back, and Undo gives it back.
      await it.write("console.log('mine again');");
      await it.action('run').click();
      await it.says(/Finished/);
      await it.action('reset').click();
      await it.says(/book’s version is back/);
      await says(/^$/, /^Timeline$/);
      assert.equal((await it.lines()).at(-1), 'most at once: 1');
      await it.status.getByRole('button', { name: 'Undo' }).click();
      await it.says(/Your edit is back/);
      await says(/^edited$/, /^Timeline$/);
      assert.deepEqual(await it.lines(), ['mine again']);
      await timeline.locator('.timeline.is-live').waitFor();
      // Undone before it was ever run: the output is the book's, and says so.
      await it.action('reset').click();
      await it.write("console.log('never run');");
      await it.action('reset').click();
      await it.status.getByRole('button', { name: 'Undo' }).click();
      await it.says(/Your edit is back/);
      await says(/^the book’s, without your edit$/, /^Timeline the book’s, without your edit$/);
    }));

  test('marks the line of an error for as long as it stands there, also when a shorter text replaces it', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'one-after-another');
      const marked = it.root.locator('.cm-line.is-marked');
      await it.pace('0');
      await it.edit();
      await it.write(`${'\n'.repeat(40)}const open = [;\n`);
      await it.action('run').click();
      await it.says(/Not run/);
      await marked.filter({ hasText: 'const open' }).waitFor();
      await it.editor.press('ControlOrMeta+Home');
      await page.keyboard.type('// above\n');
      assert.deepEqual(await marked.allTextContents(), ['const open = [;']);
      await it.action('reset').click();
      await it.says(/book’s version is back/);
      assert.equal(await marked.count(), 0);
      await it.status.getByRole('button', { name: 'Undo' }).click();
      await it.editor.filter({ hasText: 'const open' }).waitFor();
      await it.write('throw new Error("at the end");');
      await it.action('run').click();
      await marked.filter({ hasText: 'at the end' }).waitFor();
      await it.write("console.log('mended');");
      await it.action('run').click();
      await it.says(/Finished/);
      assert.equal(await marked.count(), 0);
    }));

  test('refuses a syntax error with its place, and keeps the text', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'one-after-another');
      await it.edit();
      await it.write("console.log('open'\n");
      await it.action('run').click();
      await it.says(/Not run/);
      await it.root.getByRole('button', { name: /main\.ts:/ }).waitFor();
      assert.match((await it.editor.textContent()) ?? '', /open/);
    }));

  for (const [name, code] of [
    ['an endless loop', "console.log('before');\nfor (;;) {}"],
    ['an endless chain of microtasks', "console.log('before');\nfor (;;) await null;"],
    [
      'an endless promise chain',
      "console.log('before');\nconst next = (): Promise<void> => Promise.resolve().then(next);\nawait next();",
    ],
  ] as const) {
    test(`stops ${name} when asked to, while the page stays responsive`, () =>
      site.visit(chapter, async (page) => {
        const it = example(page, 'one-after-another');
        await it.pace('0');
        await it.edit();
        await it.write(code);
        const longestGap = await watchGaps(page);
        await it.action('run').click();
        await it.root.locator('[data-region=output] li', { hasText: 'before' }).waitFor();
        await page.waitForTimeout(600);
        const asked = Date.now();
        await it.action('stop').click();
        await it.says(/Stopped by you/);
        assert.ok(Date.now() - asked < 5_000, `it took ${Date.now() - asked} ms to stop`);
        assert.deepEqual((await it.lines()).slice(0, 1), ['before']);
        assert.ok((await longestGap()) < 3_000, `the page stood still for ${await longestGap()} ms`);
        // The next run is none the worse for it.
        await it.write("console.log('alive');");
        await it.action('run').click();
        await it.says(/Finished/);
        assert.deepEqual(await it.lines(), ['alive']);
      }));
  }

  test('is stopped at a limit the reader sees when nobody stops it', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'one-after-another');
      await it.edit();
      await it.write('for (;;) {}');
      await it.action('run').click();
      await it.says(/Stopped at the limit/, 30_000);
    }));

  test('bounds what a flood prints, and says how much is missing', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'one-after-another');
      await it.pace('0');
      await it.edit();
      await it.write('for (let i = 0; i < 1_000_000; i++) console.log(i);');
      const longestGap = await watchGaps(page);
      await it.action('run').click();
      await it.says(/Stopped at the limit|Finished/, 30_000);
      assert.ok((await it.lines()).length <= 2_000);
      assert.match((await it.root.locator('.output-rest').textContent()) ?? '', /not (shown|kept)/);
      assert.ok((await longestGap()) < 3_000, `the page stood still for ${await longestGap()} ms`);
    }));

  test('shows what a program prints as text, whatever it prints', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'one-after-another');
      await it.pace('0');
      await it.edit();
      await it.write("console.log('<img src=x onerror=alert(1)><script>alert(2)</script>');");
      await it.action('run').click();
      await it.says(/Finished/);
      assert.deepEqual(await it.lines(), ['<img src=x onerror=alert(1)><script>alert(2)</script>']);
      assert.equal(await it.root.locator('[data-region=output] img, [data-region=output] script').count(), 0);
    }));

  test('loads the editor only on Edit', async () => {
    const urls: string[] = [];
    await site.visit(
      chapter,
      async (page) => {
        const it = example(page, 'all-at-once');
        await it.pace('0');
        await it.run();
        await it.says(/Finished/);
        await page.waitForLoadState('networkidle');
        assert.deepEqual(
          urls.filter((url) => /mount|island|react|sandpack/i.test(url)),
          [],
        );
        const before = urls.length;
        await it.edit();
        assert.ok(urls.length > before, 'Edit does load something');
      },
      { prepare: async (page) => void page.on('request', (request) => urls.push(request.url())) },
    );
  });

  test('can be downloaded', () =>
    site.visit(chapter, async (page) => {
      const it = example(page, 'all-at-once');
      const [download] = await Promise.all([page.waitForEvent('download'), it.action('download').click()]);
      assert.match(download.suggestedFilename(), /all-at-once.*\.zip$/);
    }));

  for (const [name, options] of [
    ['in the dark', { colorScheme: 'dark' as const }],
    ['at 360 px', { viewport: { width: 360, height: 740 } }],
    ['by touch', { hasTouch: true, viewport: { width: 390, height: 844 } }],
    ['with reduced motion', { reducedMotion: 'reduce' as const }],
  ] as const) {
    test(`runs and is edited ${name}`, () =>
      site.visit(
        chapter,
        async (page) => {
          const it = example(page, 'all-at-once');
          await it.pace('0');
          await it.run(() => ('hasTouch' in options ? it.action('run').tap() : it.action('run').click()));
          await it.says(/Finished at 200 ms/);
          await it.edit();
          await it.write("console.log('edited');");
          await it.action('run').click();
          await it.says(/Finished/);
          assert.deepEqual(await it.lines(), ['edited']);
          const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(overflow <= 0, `${overflow} px too wide`);
        },
        options,
      ));
  }
});

describe('the timeline of a run', () => {
  test('is drawn in the same colours for those who want less motion', async () => {
    /** The colours that cover most of the drawing. */
    const colours = async (reducedMotion: 'reduce' | 'no-preference') => {
      let found: string[] = [];
      await site.visit(
        chapter,
        async (page) => {
          const it = example(page, 'the-offices-log');
          await it.pace('0');
          await it.action('run').click();
          await it.says(/Finished/);
          const canvas = it.root.locator('[data-region=timeline] canvas').first();
          await canvas.waitFor();
          await page.waitForTimeout(300);
          found = await canvas.evaluate((element) => {
            const { width, height } = element as HTMLCanvasElement;
            const data = (element as HTMLCanvasElement)
              .getContext('2d')
              ?.getImageData(0, 0, width, height).data;
            const counts = new Map<string, number>();
            for (let i = 0; data && i < data.length; i += 4) {
              if ((data[i + 3] ?? 0) < 255) continue;
              const colour = [data[i], data[i + 1], data[i + 2]].join();
              counts.set(colour, (counts.get(colour) ?? 0) + 1);
            }
            return [...counts]
              .sort((a, b) => b[1] - a[1])
              .slice(0, 4)
              .map(([colour]) => colour)
              .sort();
          });
        },
        { reducedMotion },
      );
      return found;
    };
    const usual = await colours('no-preference');
    assert.ok(usual.length >= 3, usual.join(' '));
    assert.deepEqual(await colours('reduce'), usual);
  });
});

describe('every example of the book', () => {
  test('prints in the page what the book says', () =>
    site.visit(chapter, async (page) => {
      const ids = await page
        .locator('interleave-example')
        .evaluateAll((all) => all.map((element) => (element as HTMLElement).dataset['id'] ?? ''));
      assert.ok(ids.length > 5);
      const differing: string[] = [];
      // Exercises and answers lie in folded parts; a folded example cannot be clicked.
      await page.evaluate(() => {
        for (const details of document.querySelectorAll('details')) details.open = true;
      });
      for (const id of ids) {
        const it = example(page, id);
        if ((await it.action('run').count()) === 0) continue;
        await it.pace('0');
        await it.run();
        await it.says(/Finished|Stuck|Ended|Exited|Stopped|Not run/, 20_000);
        const note = await it.root.locator('[data-region=note]').textContent();
        if (!/Same as the book/.test(note ?? ''))
          differing.push(`${id}: ${note} ${await it.status.textContent()} ${(await it.lines()).join(' | ')}`);
      }
      assert.deepEqual(differing, []);
    }));
});
