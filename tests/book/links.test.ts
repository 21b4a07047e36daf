import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { buildBook } from '../../src/book/chapters.ts';
import { createLinks, resolveProseLink } from '../../src/book/links.ts';

const chapter = (slug: string) => ({ slug, title: slug, summary: slug });
const book = buildBook(
  [{ id: 'part', title: 'Part', chapters: [chapter('waiting'), chapter('switching')] }],
  [{ path: 'content/01-waiting/01-waiting.mdx', title: 'Waiting', body: '' }],
);

describe('addresses', () => {
  for (const [base, root] of [
    ['/', '/'],
    ['/book', '/book/'],
    ['/book/', '/book/'],
  ] as const)
    test(`begin with ${root} when the site lies in ${base}`, () => {
      const links = createLinks(base);
      assert.equal(links.home, root);
      assert.equal(links.chapter({ slug: 'waiting', file: {} }), `${root}waiting/`);
      assert.equal(links.chapter({ slug: 'switching' }), `${root}#switching`);
      assert.equal(links.example('waiting', 'all-at-once'), `${root}examples/waiting/all-at-once.json`);
      assert.equal(links.file('favicon.svg'), `${root}favicon.svg`);
    });
});

describe('a link in a chapter', () => {
  const links = createLinks('/book/');
  const resolve = (href: string) => resolveProseLink(book, links, href);

  test('to another chapter’s file leads to its page, fragment included', () => {
    assert.deepEqual(resolve('../01-waiting/01-waiting.mdx'), { href: '/book/waiting/', kind: 'chapter' });
    assert.deepEqual(resolve('../01-waiting/01-waiting.mdx#three-words'), {
      href: '/book/waiting/#three-words',
      kind: 'chapter',
    });
  });

  test('to a chapter that is only planned leads to its line in the contents', () => {
    assert.deepEqual(resolve('../02-switching/02-switching.mdx#later'), {
      href: '/book/#switching',
      kind: 'planned',
    });
  });

  test('to a heading and to the outside stays as it is', () => {
    assert.deepEqual(resolve('#three-words'), { href: '#three-words', kind: 'here' });
    assert.deepEqual(resolve('https://tc39.es/ecma262/#sec-promise.all'), {
      href: 'https://tc39.es/ecma262/#sec-promise.all',
      kind: 'elsewhere',
    });
    assert.deepEqual(resolve('mailto:a@example.org'), { href: 'mailto:a@example.org', kind: 'elsewhere' });
  });

  test('to the file of the glossary leads to its page', () => {
    assert.deepEqual(resolve('../glossary.json#task'), { href: '/book/glossary/#task', kind: 'glossary' });
    assert.deepEqual(resolve('../glossary.json'), { href: '/book/glossary/', kind: 'glossary' });
  });

  test('to a chapter that does not exist is an error', () => {
    assert.throws(() => resolve('../09-colors/09-colors.mdx'), /no chapter "colors"/);
  });

  for (const href of ['switching', '/switching/', '../switching/', 'picture.png', ''])
    test(`written as ${JSON.stringify(href)} is an error that says what to write`, () => {
      assert.throws(
        () => resolve(href),
        /Link to a chapter's file, for instance \.\.\/02-switching\/02-switching\.mdx/,
      );
    });
});
