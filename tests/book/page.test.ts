import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildBook } from '../../src/book/chapters.ts';
import { toRoman } from '../../src/book/numerals.ts';
import { getChapterPage } from '../../src/book/page.ts';
import { resolvePaths } from '../../src/book/reading-paths.ts';
import { site } from '../../src/book/site.ts';

const chapter = (slug: string) => ({ slug, title: slug, summary: slug });
const path = 'content/02-switching/02-switching.mdx';
const book = buildBook(
  [{ id: 'part', title: 'Part', chapters: [chapter('waiting'), chapter('switching'), chapter('callbacks')] }],
  [{ path, title: 'Switching', body: 'A few words.\n\n## Section\n\nMore words.\n' }],
);

describe('a chapter’s page', () => {
  const page = getChapterPage(book, 'switching', [{ depth: 2, slug: 'section', text: 'Section' }]);

  test('knows its neighbours, also those that are only planned', () => {
    assert.equal(page.previous?.slug, 'waiting');
    assert.equal(page.next?.slug, 'callbacks');
    assert.equal(page.next?.file, undefined);
  });

  test('has an outline with minutes', () => {
    assert.deepEqual(page.outline, [{ slug: 'section', text: 'Section', minute: 0, children: [] }]);
  });

  test('takes at least a minute', () => {
    assert.equal(page.minutes, 1);
  });

  test('links to where its text can be changed', () => {
    assert.equal(page.editUrl, `${site.repository}/edit/${site.branch}/${path}`);
  });

  test('does not exist for a chapter that is only planned', () => {
    assert.throws(() => getChapterPage(book, 'callbacks', []), /planned, but not written/);
  });
});

describe('a reading path', () => {
  test('leads through the chapters it names, or through all', () => {
    const [some, all] = resolvePaths(book, [
      { id: 'some', title: 'Some', chapters: ['callbacks', 'waiting'] },
      { id: 'all', title: 'All', chapters: 'all' },
    ]);
    assert.deepEqual(
      some?.chapters.map(({ number }) => number),
      [3, 1],
    );
    assert.equal(all?.chapters.length, 3);
  });

  test('may not lead to a chapter that does not exist', () => {
    assert.throws(
      () => resolvePaths(book, [{ id: 'x', title: 'X', chapters: ['nowhere'] }]),
      /no chapter "nowhere"/,
    );
  });
});

test('part numbers are Roman', () => {
  assert.deepEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 19].map(toRoman), [
    'I',
    'II',
    'III',
    'IV',
    'V',
    'VI',
    'VII',
    'VIII',
    'IX',
    'X',
    'XIV',
    'XIX',
  ]);
});
