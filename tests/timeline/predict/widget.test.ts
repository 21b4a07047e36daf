/** The question before a run in a real browser: answered by pointer, touch and keyboard, skipped, remembered, compared. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import type { PredictOptions } from '../../../src/timeline/predict/mount.ts';
import { makeQuestion, type Question } from '../../../src/timeline/predict/question.ts';
import { derived } from '../../trace/cases.ts';
import { openStage, type Stage, type TestWindow } from '../support/page.ts';

let stage: Stage;
before(async () => {
  stage = await openStage();
});
after(() => stage.close());

const printed = ['NOK', 'EUR', 'USD', 'CZK', 'PLN', '200 ms'];
const made = makeQuestion(printed, 'test', derived('all-at-once'));
assert.ok(made?.order);
const question: Question = { ...made, order: { ...made.order, items: ['USD', 'EUR', 'PLN', 'NOK', 'CZK'] } };

const mount = (page: Page, options: Partial<PredictOptions> = {}) =>
  page.evaluate(
    ({ question, options }) => {
      const w = window as unknown as TestWindow & { jumps: number[] };
      const host = document.querySelector<HTMLElement>('[data-region=predict]');
      if (!host) throw new Error('no room for the question');
      host.replaceChildren();
      w.jumps = [];
      w.predict = w.mountPredict(host, {
        question,
        storageKey: 'predict:test',
        storage: sessionStorage,
        onReady: (how) => w.ready.push(how),
        onShowLine: (line) => w.jumps.push(line),
        ...options,
      });
    },
    { question, options },
  );
const lines = (page: Page) => page.locator('.pr-lines .pr-text').allInnerTexts();
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true });
const grip = (page: Page, line: string) => page.getByRole('button', { name: new RegExp(`^${line}, `) });
const textOf = async (locator: Locator) => (await locator.allInnerTexts())[0] ?? '';
const compare = (page: Page, lines: string[]) =>
  page.evaluate((lines) => (window as unknown as TestWindow).predict.compare(lines)?.right, lines);
const state = (page: Page) => page.evaluate(() => (window as unknown as TestWindow).predict.state);
const ready = (page: Page) => page.evaluate(() => (window as unknown as TestWindow).ready);

describe('putting lines in order', () => {
  test('by the buttons of a line', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page);
      await button(page, 'Move up: NOK').click();
      await button(page, 'Move up: NOK').click();
      await button(page, 'Move down: USD').click();
      assert.deepEqual(await lines(page), ['NOK', 'USD', 'EUR', 'PLN', 'CZK']);
      assert.equal(await button(page, 'Move down: CZK').getAttribute('aria-disabled'), 'true');
    });
  });

  test('by arrow keys, with each move announced and the focus kept', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page);
      await grip(page, 'NOK').focus();
      await page.keyboard.press('Home');
      await page.keyboard.press('ArrowDown');
      assert.deepEqual(await lines(page), ['USD', 'NOK', 'EUR', 'PLN', 'CZK']);
      assert.equal(await page.locator('.predict [aria-live]').textContent(), 'NOK: now 2 of 5');
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'NOK');
      assert.match((await grip(page, 'NOK').getAttribute('aria-label')) ?? '', /^NOK, 2 of 5\./);
    });
  });

  test('by dragging with a mouse', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page);
      const [from, to] = [await grip(page, 'NOK').boundingBox(), await grip(page, 'USD').boundingBox()];
      assert.ok(from && to);
      await page.mouse.move(from.x + 60, from.y + from.height / 2);
      await page.mouse.down();
      await page.mouse.move(to.x + 60, to.y + 4, { steps: 12 });
      await page.mouse.up();
      assert.deepEqual(await lines(page), ['NOK', 'USD', 'EUR', 'PLN', 'CZK']);
    });
  });

  test('by dragging with a finger, while the page stays where it is', async () => {
    const phone = { hasTouch: true, isMobile: true, viewport: { width: 360, height: 740 } };
    await stage.visit({ traces: {}, ...phone }, async ({ page }) => {
      await mount(page);
      const client = await page.context().newCDPSession(page);
      const [from, to] = [await grip(page, 'USD').boundingBox(), await grip(page, 'CZK').boundingBox()];
      assert.ok(from && to);
      const x = from.x + 60;
      const y = (share: number) => from.y + 20 + share * (to.y - from.y);
      await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y: y(0) }] });
      for (const share of [0.2, 0.4, 0.6, 0.8, 1.05])
        await client.send('Input.dispatchTouchEvent', {
          type: 'touchMove',
          touchPoints: [{ x, y: y(share) }],
        });
      await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
      assert.deepEqual(await lines(page), ['EUR', 'PLN', 'NOK', 'CZK', 'USD']);
      assert.equal(await page.evaluate(() => scrollY), 0);
      const small = await page.locator('.predict :is(button, input)').evaluateAll((targets) =>
        targets.flatMap((target) => {
          const { width, height } = target.getBoundingClientRect();
          return width < 43.5 || height < 43.5 ? [`${target.textContent} ${width}×${height}`] : [];
        }),
      );
      assert.deepEqual(small, []);
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), 0);
    });
  });
});

describe('answering', () => {
  test('asks for the number when it is missing, then keeps the guess in sight', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page);
      await button(page, 'This is my guess').click();
      assert.match(await textOf(page.getByRole('alert')), /Write a number/);
      assert.deepEqual(await ready(page), []);
      await page.getByLabel('And which number is printed last?').fill('610');
      await page.keyboard.press('Enter');
      assert.deepEqual(await ready(page), ['answered']);
      assert.equal(await state(page), 'answered');
      assert.match(
        await textOf(page.locator('.predict')),
        /Your guess\. Run shows whether it is right\.[\s\S]*USD\s+EUR\s+PLN\s+NOK\s+CZK\s+610 ms/,
      );
    });
  });

  test('by keyboard leads to what was said, then to whether it was right, and on from there', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
      await mount(page);
      await page.getByLabel('And which number is printed last?').fill('200');
      await button(page, 'This is my guess').focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(await ready(page), ['answered']);
      assert.match(await focused(), /^Your guess\. Run shows/);
      await compare(page, printed);
      assert.match(await focused(), /^Your guess and what was printed|^Your guess was right/);
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'Guess again');
      await page.keyboard.press('Enter');
      await button(page, 'Skip').focus();
      await page.keyboard.press('Enter');
      assert.match(await focused(), /skipped/);
      await page.keyboard.press('Tab');
      assert.equal(await focused(), 'Predict after all');
    });
  });

  test('leaves the focus where it is when the run is judged and the reader is elsewhere', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page);
      await page.getByLabel('And which number is printed last?').fill('200');
      await page.keyboard.press('Enter');
      await page.evaluate(() => (document.activeElement as HTMLElement).blur());
      await compare(page, printed);
      assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
    });
  });

  test('can be left out, and taken up later', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page);
      await button(page, 'Skip').click();
      assert.deepEqual(await ready(page), ['skipped']);
      assert.equal(await compare(page, printed), undefined);
      await button(page, 'Predict after all').click();
      assert.equal(await state(page), 'asking');
    });
  });

  test('is remembered, also that it was skipped, until the question is another one', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page);
      await page.getByLabel('And which number is printed last?').fill('200');
      await button(page, 'This is my guess').click();
      await mount(page);
      assert.equal(await state(page), 'answered');
      await button(page, 'Guess again').click();
      await button(page, 'Skip').click();
      await mount(page);
      assert.equal(await state(page), 'skipped');
      await button(page, 'Predict after all').click();
      await page.getByLabel('And which number is printed last?').fill('200');
      await button(page, 'This is my guess').click();
      await mount(page, { question: { order: undefined, total: { before: '', after: ' ms' } } });
      assert.equal(await state(page), 'asking', 'the book has changed');
    });
  });

  test('works where nothing can be stored', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await page.evaluate(() => {
        const w = window as unknown as TestWindow & { question: PredictOptions['question'] };
        const host = document.querySelector<HTMLElement>('[data-region=predict]');
        const refuse = () => {
          throw new DOMException('no', 'SecurityError');
        };
        if (!host) return;
        w.predict = w.mountPredict(host, {
          question: { order: undefined, total: { before: '', after: ' ms' } },
          storageKey: 'key',
          storage: { getItem: refuse, setItem: refuse, removeItem: refuse },
        });
      });
      await page.getByLabel('Which number is printed last?').fill('3');
      await button(page, 'This is my guess').click();
      assert.equal(await compare(page, ['3 ms']), true);
    });
  });
});

describe('choosing a value for each line', () => {
  const few: Question = {
    order: undefined,
    total: undefined,
    values: { names: ['one', 'two'], choices: ['both', 'neither'] },
  };
  const many: Question = {
    order: undefined,
    total: undefined,
    values: { names: ['north', 'south'], choices: ['early', 'forgotten', 'lost', 'sound', 'twice'] },
  };

  test('by keyboard; says which line has none yet, and how many were right', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page, { question: few });
      const group = (name: string) => page.getByRole('group', { name, exact: true });
      await group('one').getByRole('radio', { name: 'both' }).focus();
      await page.keyboard.press('ArrowDown');
      await button(page, 'This is my guess').click();
      assert.match(await textOf(page.getByRole('alert')), /Choose one for each line/);
      await page.keyboard.press('Space');
      await page.keyboard.press('Enter');
      assert.deepEqual(await ready(page), ['answered']);
      assert.match(await textOf(page.locator('.predict')), /one: neither\s+two: both/);
      assert.equal(await compare(page, ['one: neither', 'two: neither']), false);
      const said = await textOf(page.locator('.predict'));
      assert.match(said, /1 of 2 are right/);
      assert.match(said, /wrong:\s*both\s+neither\s+See that moment/);
      assert.match(
        (await page.locator('.predict [aria-live]').textContent()) ?? '',
        /two: you said both, it printed neither/,
      );
      await mount(page, { question: few });
      assert.equal(await state(page), 'answered', 'it is kept');
      await mount(page, { question: many });
      assert.equal(await state(page), 'asking', 'another question');
    });
  });

  test('from a list, where there are many', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page, { question: many });
      await page.getByLabel('north', { exact: true }).selectOption('lost');
      await button(page, 'This is my guess').click();
      assert.ok(
        await page.getByLabel('south', { exact: true }).evaluate((list) => list === document.activeElement),
      );
      await page.getByLabel('south', { exact: true }).selectOption('twice');
      await button(page, 'This is my guess').click();
      assert.equal(await compare(page, ['north: lost', 'south: twice']), true);
    });
  });
});

describe('after the run', () => {
  test('guess and truth stand side by side, and the first difference leads to its moment', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page);
      await page.getByLabel('And which number is printed last?').fill('610');
      await button(page, 'This is my guess').click();
      assert.equal(await compare(page, printed), false);
      const rows = await page.locator('.pr-table tbody tr').allInnerTexts();
      assert.equal(rows.length, 5);
      assert.match(rows[0] ?? '', /wrong:\s*USD\s+NOK/);
      assert.match(rows[1] ?? '', /right:\s*EUR\s+EUR/);
      assert.match(
        await textOf(page.locator('.predict')),
        /The first difference is line 1: you said “USD”, and “NOK” was printed\./,
      );
      assert.match(await textOf(page.locator('.predict')), /You said 610 ms; it took 200 ms\./);
      await button(page, 'See that moment').click();
      await button(page, 'See where the time went').click();
      assert.deepEqual(await page.evaluate(() => (window as unknown as { jumps: number[] }).jumps), [0, 5]);
    });
  });

  test('a right guess is told to be right, in every order the book allows', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page, {
        allowed: [
          { kind: 'unordered', lines: printed.slice(0, 5) },
          { kind: 'exact', lines: ['200 ms'] },
        ],
      });
      await page.getByLabel('And which number is printed last?').fill('200');
      await button(page, 'This is my guess').click();
      assert.equal(await compare(page, printed), true);
      assert.match(await textOf(page.locator('.predict')), /Your guess was right\./);
      assert.equal(await page.locator('.predict [aria-live]').textContent(), 'Your guess was right.');
    });
  });

  test('of an edited program the guess is not judged', async () => {
    await stage.visit({ traces: {} }, async ({ page }) => {
      await mount(page);
      await page.getByLabel('And which number is printed last?').fill('200');
      await button(page, 'This is my guess').click();
      assert.equal(await compare(page, ['something', 'else']), undefined);
      assert.equal(await page.locator('.pr-table').count(), 0);
    });
  });
});

test('an accessibility checker finds nothing, whatever is shown, in both themes and on a small screen', async () => {
  const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  for (const options of [
    { colorScheme: 'light' as const },
    { colorScheme: 'dark' as const },
    { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true },
  ]) {
    await stage.visit({ traces: {}, ...options }, async ({ page }) => {
      const check = async (what: string) => {
        await page.evaluate(axe);
        const found = await page.evaluate(async () => {
          const { axe } = window as unknown as { axe: typeof import('axe-core') };
          const { violations } = await axe.run(document);
          return violations.flatMap(({ id, nodes }) =>
            nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary}`),
          );
        });
        assert.deepEqual(found, [], what);
      };
      await mount(page);
      await mount(page, {
        question: { order: undefined, total: undefined, values: { names: ['one'], choices: ['a', 'b'] } },
      });
      await check('asking for values');
      await mount(page);
      await check('asking');
      await page.getByLabel('And which number is printed last?').fill('610');
      await button(page, 'This is my guess').click();
      await check('answered');
      await compare(page, printed);
      await check('compared');
    });
  }
});
