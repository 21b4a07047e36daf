import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { describeFound, readExcerpt, toFoundPage } from '../../src/search/result.ts';

describe('an excerpt', () => {
  it('is taken apart into words that were looked for and others', () => {
    assert.deepEqual(readExcerpt('while the <mark>loop</mark> waits'), [
      { text: 'while the ', hit: false },
      { text: 'loop', hit: true },
      { text: ' waits', hit: false },
    ]);
  });

  it('is text: markup of the book comes out as it was written', () => {
    assert.deepEqual(readExcerpt('an <mark>Array&lt;string&gt;</mark> &amp;lt; &quot;a&quot;'), [
      { text: 'an ', hit: false },
      { text: 'Array<string>', hit: true },
      { text: ' &lt; "a"', hit: false },
    ]);
  });

  it('may be empty', () => assert.deepEqual(readExcerpt(''), []));
});

describe('a page that was found', () => {
  const section = (n: number) => ({
    title: `Section ${n}`,
    url: `/waiting/#s${n}`,
    excerpt: 'a <mark>b</mark>',
  });

  it('lists its best sections and no more than asked for', () => {
    const page = toFoundPage(
      { url: '/waiting/', meta: { title: 'Waiting' }, sub_results: [1, 2, 3].map(section) },
      2,
    );
    assert.deepEqual(
      page.sections.map(({ title, url }) => [title, url]),
      [
        ['Section 1', '/waiting/#s1'],
        ['Section 2', '/waiting/#s2'],
      ],
    );
    assert.equal(describeFound('b', [page]), '2 places on 1 page.');
  });

  it('is announced, and so is that there is none', () => {
    assert.equal(describeFound('xyzzy', []), 'Nothing found for “xyzzy”.');
  });
});
