import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outlineOf } from '../../src/book/outline.ts';

const heading = (depth: number, text: string) => ({ depth, slug: text.toLowerCase(), text });

test('sub-sections lie inside the section before them', () => {
  const outline = outlineOf([heading(2, 'A'), heading(3, 'A1'), heading(3, 'A2'), heading(2, 'B')]);
  assert.deepEqual(
    outline.map(({ text, children }) => [text, children.map((child) => child.text)]),
    [
      ['A', ['A1', 'A2']],
      ['B', []],
    ],
  );
});

test('a sub-section without a section is not lost', () => {
  assert.deepEqual(
    outlineOf([heading(3, 'Alone'), heading(2, 'A')]).map(({ text }) => text),
    ['Alone', 'A'],
  );
});

test('deeper headings and the footnotes’ own heading are left out', () => {
  const outline = outlineOf([
    heading(2, 'A'),
    heading(4, 'Deep'),
    { depth: 2, slug: 'footnote-label', text: 'Footnotes' },
  ]);
  assert.deepEqual(outline, [{ slug: 'a', text: 'A', children: [] }]);
});

test('sections begin at whole minutes, in the order of their headings', () => {
  const outline = outlineOf([heading(2, 'A'), heading(3, 'A1'), heading(2, 'B')], [0.4, 2.6]);
  assert.deepEqual(
    outline.map(({ text, minute }) => [text, minute]),
    [
      ['A', 0],
      ['B', 3],
    ],
  );
});
