import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type ExpectedPart,
  judge,
  makeQuestion,
  makeValuesQuestion,
  shuffle,
} from '../../../src/timeline/predict/question.ts';
import { derived } from '../../trace/cases.ts';

const sequential = ['USD', 'EUR', 'PLN', 'NOK', 'CZK', '610 ms'];
const concurrent = ['NOK', 'EUR', 'USD', 'CZK', 'PLN', '200 ms'];
const order = (guess: string[], printed: string[], allowed: ExpectedPart[] = []) =>
  judge({ order: guess, total: undefined }, printed, allowed)?.order;

describe('what is asked', () => {
  test('is the total alone when one thing followed another, for then the order can be read off the source', () => {
    assert.deepEqual(makeQuestion(sequential, 'one', derived('one-after-another')), {
      order: undefined,
      total: { before: '', after: ' ms' },
    });
  });

  test('is order and total when things went on at once; the last line then hides its number', () => {
    const question = makeQuestion(concurrent, 'two', derived('all-at-once'));
    assert.deepEqual(question?.order?.items.toSorted(), ['CZK', 'EUR', 'NOK', 'PLN', 'USD']);
    assert.equal(question?.order?.last, '… ms');
    assert.deepEqual(question?.total, { before: '', after: ' ms' });
  });

  test('is the order alone when no total is printed, with equal lines and all', () => {
    const printed = ['tick', 'tick', 'slept until 180', 'tick', 'stood still'];
    const question = makeQuestion(printed, 'three', derived('standing-still'));
    assert.equal(question?.total, undefined);
    assert.deepEqual(question?.order?.items.toSorted(), printed.toSorted());
    assert.notDeepEqual(question?.order?.items, printed, 'not in the right order already');
  });

  test('keeps the words around the number', () => {
    assert.deepEqual(makeQuestion(['took 320.5 ms'], 's')?.total, { before: 'took ', after: ' ms' });
  });

  test('is nothing when there are too many lines, or only one kind of line', () => {
    assert.equal(makeQuestion([], 's'), undefined);
    assert.equal(makeQuestion(['a'], 's'), undefined);
    assert.equal(makeQuestion(['a', 'a', 'a'], 's'), undefined);
    assert.equal(
      makeQuestion(
        Array.from({ length: 9 }, (_, i) => `line ${i}`),
        's',
      ),
      undefined,
    );
  });
});

describe('the values of lines', () => {
  const printed = ['one: neither', 'two: both', 'three: neither'];

  test('are asked for by name, from all values that are printed', () => {
    assert.deepEqual(makeValuesQuestion(printed)?.values, {
      names: ['one', 'two', 'three'],
      choices: ['both', 'neither'],
    });
  });

  test('are not asked for where a line has none, or all have the same', () => {
    assert.equal(makeValuesQuestion([...printed, '20 ms']), undefined);
    assert.equal(makeValuesQuestion(['one: both', 'two: both']), undefined);
    assert.equal(makeValuesQuestion([]), undefined);
  });

  test('are judged line by line', () => {
    const judged = (values: string[]) => judge({ order: undefined, total: undefined, values }, printed);
    assert.equal(judged(['neither', 'both', 'neither'])?.right, true);
    const wrong = judged(['neither', 'neither', 'neither']);
    assert.equal(wrong?.right, false);
    assert.deepEqual(wrong?.values?.rows[1], {
      name: 'two',
      guess: 'neither',
      truth: 'both',
      right: false,
      line: 1,
    });
    assert.equal(judged(['neither']), undefined, 'another program has other lines');
  });
});

describe('lines are offered', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 2, maxLength: 8 });

  test('all of them, in an order that is another one if there is one', () => {
    fc.assert(
      fc.property(lines, fc.string(), (given, seed) => {
        const offered = shuffle(given, seed);
        assert.deepEqual(offered.toSorted(), given.toSorted());
        if (new Set(given).size > 1) assert.notDeepEqual(offered, given);
      }),
    );
  });

  test('in the same order for the same example', () => {
    assert.deepEqual(shuffle(sequential, 'waiting/one'), shuffle(sequential, 'waiting/one'));
    assert.notDeepEqual(shuffle(sequential, 'waiting/one'), shuffle(sequential, 'waiting/two'));
  });
});

describe('a guess', () => {
  test('is right when it is what was printed', () => {
    const verdict = judge({ order: concurrent.slice(0, 5), total: 200 }, concurrent);
    assert.ok(verdict?.right && verdict.order?.right && verdict.total?.right);
    assert.equal(verdict.order.firstWrong, -1);
  });

  test('is compared line by line; the first difference leads to a line of the output', () => {
    const verdict = order(['EUR', 'NOK', 'USD', 'CZK', 'PLN'], concurrent);
    assert.equal(verdict?.right, false);
    assert.equal(verdict?.firstWrong, 0);
    assert.deepEqual(verdict?.rows[0], { guess: 'EUR', truth: 'NOK', right: false, line: 0 });
    assert.deepEqual(
      verdict?.rows.map(({ right }) => right),
      [false, false, true, true, true],
    );
  });

  test('of the total is right only when it is exact, as the clock is', () => {
    const total = (guess: number) => judge({ order: undefined, total: guess }, sequential)?.total;
    assert.deepEqual(total(610), { guess: 610, truth: 610, right: true, line: 5 });
    assert.equal(total(611)?.right, false);
  });

  test('is right in every order that is left open', () => {
    const printed = ['start', 'a', 'b', 'c', 'end'];
    const allowed: ExpectedPart[] = [
      { kind: 'exact', lines: ['start'] },
      { kind: 'unordered', lines: ['a', 'b', 'c'] },
      { kind: 'exact', lines: ['end'] },
    ];
    assert.ok(order(['start', 'c', 'a', 'b', 'end'], printed, allowed)?.right);
    assert.equal(order(['c', 'start', 'a', 'b', 'end'], printed, allowed)?.right, false);
    assert.equal(
      order(['start', 'c', 'a', 'b', 'end'], printed)?.right,
      false,
      'not without the book saying so',
    );
  });

  test('is right when it is any of several allowed outputs, and else compared with the nearest', () => {
    const printed = ['a', 'b', 'c'];
    const allowed: ExpectedPart[] = [
      {
        kind: 'any-of',
        options: [
          ['a', 'b', 'c'],
          ['b', 'a', 'c'],
          ['c', 'a', 'b'],
        ],
      },
    ];
    assert.ok(order(['c', 'a', 'b'], printed, allowed)?.right);
    const wrong = order(['c', 'b', 'a'], printed, allowed);
    assert.equal(wrong?.firstWrong, 1, 'its first line is allowed');
    assert.equal(wrong?.rows[1]?.truth, 'a');
  });

  test('counts equal lines as equal, and finds the right one of them in the output', () => {
    const printed = ['tick', 'tick', 'slept', 'tick'];
    assert.ok(order(['tick', 'tick', 'slept', 'tick'], printed)?.right);
    const wrong = order(['tick', 'slept', 'tick', 'tick'], printed);
    assert.equal(wrong?.firstWrong, 1);
    assert.equal(wrong?.rows[1]?.line, 1, 'the second tick');
    assert.equal(wrong?.rows[2]?.line, 2);
  });

  test('is not compared with the output of an edited program, which prints other lines', () => {
    assert.equal(judge({ order: ['a', 'b'], total: undefined }, ['a', 'x']), undefined);
    assert.equal(judge({ order: undefined, total: 10 }, ['no number']), undefined);
    const partly = judge({ order: ['a', 'b'], total: 10 }, ['a', 'x', '10 ms']);
    assert.equal(partly?.order, undefined);
    assert.ok(partly?.total?.right);
  });

  test('that is what was printed is right whatever is allowed', () => {
    const part: fc.Arbitrary<ExpectedPart> = fc.oneof(
      fc.array(fc.constantFrom('a', 'b', 'c')).map((lines) => ({ kind: 'exact' as const, lines })),
      fc.array(fc.constantFrom('a', 'b', 'c')).map((lines) => ({ kind: 'unordered' as const, lines })),
      fc
        .array(fc.array(fc.constantFrom('a', 'b', 'c')), { minLength: 1 })
        .map((options) => ({ kind: 'any-of' as const, options })),
    );
    fc.assert(
      fc.property(
        fc.array(part),
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
        (allowed, printed) => {
          // The run printed what the book allows: take one of the allowed outputs.
          const fitting = allowed.flatMap((part) =>
            part.kind === 'any-of'
              ? (part.options[0] ?? [])
              : part.kind === 'interleaved'
                ? part.sequences.flat()
                : part.lines,
          );
          for (const lines of [printed, [...fitting]]) {
            if (lines.length > 0)
              assert.ok(order([...lines], [...lines], lines === printed ? [] : allowed)?.right);
          }
        },
      ),
    );
  });
});
