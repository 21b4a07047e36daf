import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compareSections, sectionsOf } from '../../src/book/translation.ts';

const body = ['Before.', '', '## One', 'a', '```ts', '## no heading', '```', '## Two', 'b'].join('\n');

test('a chapter is cut at its second-level headings, not at lines of code', () => {
  assert.deepEqual(sectionsOf(body, ['one', 'two']), [
    { slug: '', text: 'Before.' },
    { slug: 'one', text: '## One\na\n```ts\n## no heading\n```' },
    { slug: 'two', text: '## Two\nb' },
  ]);
});

test('a translated section is stale as soon as its original differs, and gone with it', () => {
  const digestOf = (text: string) => String(text.length);
  const states = compareSections(
    [
      { of: '', digest: '7' },
      { of: 'one', digest: '7' },
      { of: 'three', digest: '7' },
    ],
    sectionsOf(body, ['one', 'two']),
    digestOf,
  );
  assert.deepEqual(
    states.map(({ state }) => state),
    ['current', 'stale', 'gone'],
  );
  assert.equal(states[1]?.now, digestOf(sectionsOf(body, ['one', 'two'])[1]?.text ?? ''));
});
