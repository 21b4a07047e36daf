/** Exercises on the built site, by pointer and by keyboard: checking, hints, the answer, and what is kept. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { extract } from '../../src/snippets/extract.ts';
import type { Exercise } from '../../src/snippets/snippet.ts';
import { tryHostilePrograms } from '../exercises/in-page.ts';
import { openSite, type Site, type VisitOptions } from '../support/site.ts';
import { openExample } from './live-example.ts';

const folder = process.env['SITE_FOLDER'] ?? 'dist';
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** The machine may be busy; nothing here is about speed. */
const patience = 60_000;

const exercises: Exercise[] = globSync('content/*/*.mdx')
  .sort()
  .flatMap((path) => extract({ path, source: readFileSync(path, 'utf8') }).exercises);
const halveIt = exercises.find(({ id }) => id === 'halve-it');
const solutionOf = (exercise: Exercise | undefined) => exercise?.solution[0]?.code ?? '';

let site: Site;
before(async () => {
  site = await openSite({ folder });
});
after(() => site?.close());

const waiting = (use: (page: Page) => Promise<void>, options?: VisitOptions) =>
  site.visit('waiting/', use, options);

interface LiveExercise {
  root: Locator;
  check: Locator;
  /** Waits until no check is going on. Returns what the status says then. */
  over(): Promise<string>;
  /** What became of each test: `passed`, `failed`, or nothing. */
  states(): Promise<(string | null)[]>;
  /** Opens the editor and replaces the whole program. */
  write(code: string): Promise<void>;
  failure: Locator;
}

function openExercise(page: Page, id: string): LiveExercise {
  page.setDefaultTimeout(patience);
  const root = page.locator(`interleave-exercise[data-id=${id}]`);
  const status = root.locator('[data-region=exercise-status]');
  const check = root.locator('button[data-check]');
  return {
    root,
    check,
    failure: root.locator('.exercise-failure').first(),
    async over() {
      // It says nothing in between that a check that is over says.
      await status.filter({ hasText: /pass|cannot be run|Stopped/ }).waitFor();
      await check.filter({ hasText: /^\s*Check\s*$/ }).waitFor();
      return (await status.textContent()) ?? '';
    },
    states: () =>
      root
        .locator('[data-test]')
        .evaluateAll((items) => items.map((item) => item.getAttribute('data-state'))),
    async write(code) {
      const example = await openExample(page, id);
      if ((await root.locator('.cm-content').count()) === 0) await example.edit();
      await example.write(code);
    },
  };
}

describe('checking an answer', () => {
  test('shows of the starter what holds and what does not, and the run that shows it', () =>
    waiting(async (page) => {
      const exercise = openExercise(page, 'halve-it');
      await exercise.check.click();
      assert.equal(await exercise.over(), '4 of 6 tests pass.');
      assert.deepEqual(await exercise.states(), ['passed', 'passed', 'passed', 'failed', 'failed', 'passed']);

      const late = exercise.root.locator('[data-test="is done within 230 ms"]');
      assert.match((await late.locator('.exercise-message').textContent()) ?? '', /expected 350 to be/);
      assert.deepEqual(await late.locator('dt, dd').allTextContents(), ['expected', '230', 'found', '350']);
      assert.match(
        (await late.locator('.exercise-when').textContent()) ?? '',
        /^At 350 ms, tests\.ts:\d+: expect/,
      );

      // The first failure's timeline is drawn at once, the others' when they are opened.
      const drawn = exercise.root.locator('.timeline.is-live');
      await drawn.first().waitFor();
      assert.equal(await drawn.count(), 1);
      await late.locator('.exercise-timeline > summary').click();
      await drawn.nth(1).waitFor();
    }));

  test('by keyboard, from inside the editor, is kept and shown in the contents and the outline', () =>
    waiting(async (page) => {
      const exercise = openExercise(page, 'halve-it');
      await exercise.write(solutionOf(halveIt));
      await page.keyboard.press('ControlOrMeta+Shift+Enter');
      assert.equal(await exercise.over(), 'All 6 tests pass: solved.');
      const states = page.locator('.contents [data-chapter=waiting] .exercise-state');
      assert.match((await states.textContent()) ?? '', /1\/2.*1 of 2 exercises solved/);
      assert.match(
        (await page.locator('.outline a[href="#halve-it"]').first().textContent()) ?? '',
        /✓.*solved/,
      );

      await page.reload();
      assert.match(
        (await exercise.root.locator('[data-region=exercise-status]').textContent()) ?? '',
        /You have solved it/,
      );
      assert.match((await states.textContent()) ?? '', /1\/2/);
      // What is tested is what was kept, and the reader sees it.
      await exercise.check.focus();
      await page.keyboard.press('Enter');
      assert.equal(await exercise.over(), 'All 6 tests pass: solved.');
      assert.match((await exercise.root.locator('.cm-content').textContent()) ?? '', /quoteCzk/);

      // As if the book had other tests now.
      await page.evaluate(() => {
        for (const [key, value] of Object.entries(localStorage))
          if (key.includes('halve-it'))
            localStorage.setItem(key, value.replace(/"solved":"\w+"/, '"solved":"before"'));
      });
      await page.reload();
      assert.match(
        (await exercise.root.locator('[data-region=exercise-status]').textContent()) ?? '',
        /its tests are others since/,
      );
      assert.match((await states.textContent()) ?? '', /0\/2/);
    }));

  test('names the seed with which a property fails', () =>
    waiting(async (page) => {
      const exercise = openExercise(page, 'critical-path');
      await exercise.check.click();
      await exercise.over();
      assert.match(
        (await exercise.failure.locator('.exercise-when').first().textContent()) ?? '',
        /with seed \d+/,
      );
      await exercise.root.locator('.timeline.is-live').first().waitFor();
    }));

  test('says where a program cannot be run, and goes there', () =>
    waiting(async (page) => {
      const exercise = openExercise(page, 'halve-it');
      await exercise.write('const = 1;');
      await exercise.check.click();
      assert.match(await exercise.over(), /cannot be run/);
      await exercise.failure.locator('button', { hasText: 'main.ts:1' }).click();
      assert.ok(
        await exercise.root
          .locator('.cm-content')
          .evaluate((el) => el.contains(document.activeElement) || el === document.activeElement),
      );
    }));

  test('can be stopped while a program holds the thread', () =>
    waiting(async (page) => {
      const exercise = openExercise(page, 'halve-it');
      await exercise.write('for (;;);');
      await exercise.check.click();
      await exercise.check.filter({ hasText: 'Stop checking' }).click();
      assert.equal(await exercise.over(), 'Stopped.');
    }));

  test('does not believe a program that says it has passed', () =>
    waiting(async (page) => {
      const exercise = openExercise(page, 'halve-it');
      await exercise.write(
        `const result = { name: 'leaves nothing behind', defined: [] };
for (const scope of [self, globalThis] as any[])
  scope.postMessage?.({ codesandbox: true, type: 'test', event: 'test_end', message: { type: 'test', result } });
Array.prototype.map = (() => []) as never;
console.log('All 6 tests pass: solved.');
`,
      );
      await exercise.check.click();
      assert.equal(await exercise.over(), '0 of 6 tests pass.');
    }));

  test('believes none of the programs that would rather pass than solve', { timeout: 600_000 }, () =>
    waiting((page) => tryHostilePrograms((run, asked) => page.evaluate(run, asked))),
  );

  test('speaks Sandpack’s protocol for tests with whoever listens', () =>
    waiting(
      async (page) => {
        const exercise = openExercise(page, 'halve-it');
        await exercise.write(solutionOf(halveIt));
        await page.evaluate(() => {
          const heard: unknown[] = [];
          (window as unknown as { heard: unknown[] }).heard = heard;
          addEventListener('message', ({ data }) => {
            if (data?.type === 'test')
              heard.push([data.event, data.test?.name, data.test?.status, data.test?.path]);
          });
        });
        await exercise.check.click();
        await exercise.over();
        const heard = await page.evaluate(() => (window as unknown as { heard: unknown[][] }).heard);
        const path = '/tests.ts';
        assert.deepEqual(
          heard.filter(([event]) => event === 'test_end'),
          halveIt?.testNames.map((name) => ['test_end', name, 'pass', path]),
        );
        assert.equal(heard.filter(([event]) => event === 'total_test_start').length, 6);
      },
      // Sandpack's client needs a secure context, and 127.0.0.1 is one.
    ));
});

describe('every exercise of the book', () => {
  for (const exercise of exercises) {
    const { id, chapter } = exercise;
    test(`${chapter}/${id} passes with its solution, and not with its starter`, () =>
      site.visit(`${chapter}/`, async (page) => {
        const live = openExercise(page, id);
        await live.check.click();
        assert.doesNotMatch(await live.over(), /solved/);
        assert.equal(exercise.solution.length, 1, 'this test writes one file');
        await live.write(solutionOf(exercise));
        await live.root.locator('[data-region=exercise-status]').evaluate((element) => {
          element.textContent = '';
        });
        await live.check.click();
        assert.match(await live.over(), /solved\.$/, (await live.failure.allTextContents()).join('\n'));
      }));
  }
});

describe('hints and the answer', () => {
  const parts = (page: Page) => {
    const hints = page.locator('interleave-exercise[data-id=halve-it] ~ details', {
      has: page.locator('summary', { hasText: /^Hint/ }),
    });
    return { first: hints.nth(0), second: hints.nth(1) };
  };

  test('are offered one by one, and stay open to a reader who comes back', () =>
    waiting(async (page) => {
      const { first, second } = parts(page);
      assert.ok(await first.isVisible());
      assert.ok(!(await second.isVisible()));
      await first.locator('summary').focus();
      await page.keyboard.press('Enter');
      await second.waitFor();
      await page.reload();
      await second.waitFor();
    }));

  test('are asked for twice when nothing was tried', () =>
    waiting(async (page) => {
      const answer = page
        .locator('details', { has: page.locator('summary', { hasText: /^Solution/ }) })
        .first();
      const summary = answer.locator('> summary');
      await summary.focus();
      await page.keyboard.press('Enter');
      assert.equal(await answer.getAttribute('open'), null);
      assert.match((await summary.textContent()) ?? '', /have not checked an answer/);
      await page.keyboard.press('Enter');
      await answer.locator('.answer-solution').waitFor();
      assert.match(
        (await answer.locator('.answer-wrong figcaption').first().textContent()) ?? '',
        /Does not pass: /,
      );
      await answer.locator('.answer-tests > summary').click();
      await answer.locator('.answer-tests .code').waitFor();
    }));

  test('are plain reading without script, and so is the exercise', () =>
    waiting(
      async (page) => {
        const { first, second } = parts(page);
        assert.ok((await first.isVisible()) && (await second.isVisible()));
        const exercise = openExercise(page, 'halve-it');
        assert.ok(!(await exercise.check.isVisible()));
        assert.equal(await exercise.root.locator('[data-test]').count(), halveIt?.testNames.length);
        assert.ok(await exercise.root.locator('.code').first().isVisible());
        const answer = page
          .locator('details', { has: page.locator('summary', { hasText: /^Solution/ }) })
          .first();
        await answer.locator('> summary').click();
        assert.ok(await answer.locator('.answer-solution').isVisible());
      },
      { javaScriptEnabled: false },
    ));
});

describe('an exercise', () => {
  for (const colorScheme of ['light', 'dark'] as const)
    test(`is accessible and fits on a phone, ${colorScheme}, with its results`, () =>
      waiting(
        async (page) => {
          const exercise = openExercise(page, 'halve-it');
          await exercise.check.click();
          await exercise.over();
          await exercise.root.locator('.timeline.is-live').first().waitFor();
          const width = await page.evaluate(() => document.documentElement.scrollWidth);
          assert.ok(width <= 360, `the page is ${width} px wide`);
          await page.evaluate(axe);
          const violations = await page.evaluate(async () => {
            const { axe } = globalThis as unknown as {
              axe: {
                run(what: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
              };
            };
            const result = await axe.run('interleave-exercise');
            return result.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
          });
          assert.deepEqual(violations, []);
        },
        { viewport: { width: 360, height: 800 }, colorScheme },
      ));

  test('loads nothing of its tests before they are asked for', () =>
    waiting(async (page) => {
      const loaded = () =>
        page.evaluate(() =>
          performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
        );
      assert.deepEqual(
        (await loaded()).filter((path) => /engine-test|exercise\.json|exercise-check/.test(path)),
        [],
      );
      const exercise = openExercise(page, 'halve-it');
      await exercise.check.click();
      await exercise.over();
      assert.ok((await loaded()).some((path) => /halve-it\.exercise\.json/.test(path)));
    }));
});
