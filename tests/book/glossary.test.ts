/** The words of the real book and what is often said wrongly: each has its chapter, its example, its source. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { buildBook, findChapter, type PlannedPart } from '../../src/book/chapters.ts';
import { type Misconception, readExampleReference, sortTerms, type Term } from '../../src/book/glossary.ts';
import { extract } from '../../src/snippets/extract.ts';

const read = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8'));
const terms = read<Term[]>('content/glossary.json');
const misconceptions = read<Misconception[]>('content/misconceptions.json');
const { parts } = read<{ parts: PlannedPart[] }>('content/book.json');
const chapters = globSync('content/[0-9][0-9]-*/*.mdx').map((path) => ({
  path,
  source: readFileSync(path, 'utf8'),
}));
const book = buildBook(
  parts,
  chapters.map(({ path, source }) => ({ path, title: path, body: source })),
);

test('every word has an address of its own and is introduced by a written chapter that uses it', () => {
  assert.equal(new Set(terms.map(({ id }) => id)).size, terms.length);
  for (const { term, chapter } of terms) {
    const { file } = findChapter(book, chapter);
    assert.ok(file, `${term}: ${chapter} is not written yet`);
    const words = term.split(' and ');
    const text = file.body.toLowerCase().replace(/\s+/g, ' ');
    for (const word of words)
      assert.ok(text.includes(word.toLowerCase()), `${chapter} does not use "${word}"`);
  }
});

test('what is often said is disproved by examples that are run', () => {
  const ran = new Set(
    chapters.flatMap(({ path, source }) =>
      extract({ path, source })
        .snippets.filter(({ mode }) => mode === 'run')
        .map(({ chapter, id }) => `${chapter}/${id}`),
    ),
  );
  assert.equal(new Set(misconceptions.map(({ id }) => id)).size, misconceptions.length);
  for (const { id, examples } of misconceptions)
    for (const reference of examples) assert.ok(ran.has(reference), `${id}: there is no ${reference}`);
});

test('sources are full addresses', () => {
  const sources = [...terms, ...misconceptions].flatMap(({ source }) => source ?? []);
  assert.ok(sources.length > 30);
  for (const { title, url } of sources) assert.match(url, /^https:\/\/[\w.-]+\//, title);
});

test('words are sorted by the alphabet, whatever their case', () => {
  const named = (term: string): Term => ({ id: term, term, text: '', chapter: 'waiting' });
  assert.deepEqual(
    sortTerms([named('Zalgo'), named('await'), named('Task')]).map(({ term }) => term),
    ['await', 'Task', 'Zalgo'],
  );
});

test('an example is named by its chapter and its id', () => {
  assert.deepEqual(readExampleReference('waiting/all-at-once'), { chapter: 'waiting', id: 'all-at-once' });
  for (const wrong of ['all-at-once', 'waiting/', '/all-at-once', 'a/b/c'])
    assert.throws(() => readExampleReference(wrong), /names no example/);
});
