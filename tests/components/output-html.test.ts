import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { printsNothing, renderExpectation } from '../../src/components/output-html.ts';
import type { Expectation, ExpectedSegment } from '../../src/snippets/snippet.ts';

const fence = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
const expects = (...segments: ExpectedSegment[]): Expectation => ({ host: 'any', segments });
const exact = (...lines: string[]): ExpectedSegment => ({ kind: 'exact', lines, fence, lineStarts: [] });
const line = (at: number, text: string) => ({ at, level: 'log' as const, text });

/** The words a reader sees, one entry per list item or paragraph. */
const words = (html: string) =>
  [...html.matchAll(/<(?:li|p)\b[^>]*>(.*?)<\/(?:li|p)>/gs)].map(([, inside = '']) =>
    inside.replace(/<[^>]*>/g, '|'),
  );

describe('expected output', () => {
  test('is text, whatever a program prints', () => {
    const html = renderExpectation(expects(exact('<img src=x onerror=alert(1)> & "more"')));
    assert.equal(
      html,
      '<ol class="output-lines" role="list"><li data-level="log"><span class="text">&lt;img src=x onerror=alert(1)&gt; &amp; "more"</span></li></ol>',
    );
  });

  test('shows an uncaught error as such', () => {
    const levels = (text: string) => /data-level="(\w+)"/.exec(renderExpectation(expects(exact(text))))?.[1];
    assert.equal(levels('Uncaught TypeError: no'), 'uncaught');
    assert.equal(levels('Uncaught (in promise) Error: no'), 'uncaught');
    assert.equal(levels('Caught nothing'), 'log');
  });

  test('says which lines may come in any order, and which are alternatives', () => {
    const html = renderExpectation(
      expects(
        { kind: 'unordered', lines: ['a', 'b'], fence, lineStarts: [] },
        { kind: 'any-of', options: [['c'], ['d', 'e']], fence, lineStarts: [] },
      ),
    );
    assert.deepEqual(words(html), ['in any order', '|a|', '|b|', 'either', '|c|', 'or', '|d|', '|e|']);
  });

  test('shows conditions in place of numbers', () => {
    const html = renderExpectation(
      expects({
        kind: 'match',
        lines: ['took {>= 100} ms', 'ratio {0.7..1.3}', 'n {number}', 'literal { a: 1 }'],
        fence,
        lineStarts: [],
      }),
    );
    assert.deepEqual(words(html), [
      '|took |≥ 100| ms|',
      '|ratio |0.7–1.3||',
      '|n |a number||',
      '|literal { a: 1 }|',
    ]);
  });

  test('has stamps when a run was recorded', () => {
    const html = renderExpectation(expects(exact('one', 'two')), [line(120.01, 'one'), line(610.02, 'two')]);
    assert.deepEqual(words(html), ['|120 ms||one|', '|610 ms||two|']);
  });

  test('has the numbers of a recorded run that satisfies the conditions, and says that others are right', () => {
    const match: ExpectedSegment = {
      kind: 'match',
      lines: ['took {>= 100} ms', 'n {number}'],
      fence,
      lineStarts: [],
    };
    const html = renderExpectation(expects(exact('one'), match), [
      line(0, 'one'),
      line(130, 'took 130 ms'),
      line(130, 'n 7'),
    ]);
    assert.deepEqual(words(html), [
      '|0 ms||one|',
      '|130 ms||took |130| ms|',
      '|130 ms||n |7||',
      'One recorded run. Where a number is underlined, others are right, too.',
    ]);
    assert.match(html, /title="any number ≥ 100">130</);
    assert.match(html, /title="any number">7</);
    const wrong = [line(0, 'one'), line(99, 'took 99 ms'), line(99, 'n 7')];
    assert.deepEqual(words(renderExpectation(expects(exact('one'), match), wrong)), [
      '|one|',
      '|took |≥ 100| ms|',
      '|n |a number||',
    ]);
  });

  test('is what the book says, without stamps, when the recorded run printed something else', () => {
    assert.deepEqual(words(renderExpectation(expects(exact('one')), [line(120, 'two')])), ['|one|']);
    assert.deepEqual(words(renderExpectation(expects(exact('one')), [line(1, 'one'), line(2, 'two')])), [
      '|one|',
    ]);
  });

  test('has no stamps where the book allows more than one output', () => {
    const html = renderExpectation(expects({ kind: 'unordered', lines: ['a'], fence, lineStarts: [] }), [
      line(1, 'a'),
    ]);
    assert.deepEqual(words(html), ['in any order', '|a|']);
  });

  test('is nothing when nothing is printed', () => {
    assert.equal(printsNothing(expects(exact())), true);
    assert.equal(printsNothing(expects(exact(''))), false);
    assert.equal(renderExpectation(expects(exact())), '');
  });
});
