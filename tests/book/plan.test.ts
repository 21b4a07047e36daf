/** The plan of the real book: what `src/book` demands of it, and what the cover promises about it. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { buildBook, type PlannedPart } from '../../src/book/chapters.ts';
import { type PlannedPath, resolvePaths } from '../../src/book/reading-paths.ts';

const plan: { parts: PlannedPart[]; paths: PlannedPath[] } = JSON.parse(
  readFileSync('content/book.json', 'utf8'),
);

test('the plan is a book', () => {
  const book = buildBook(plan.parts, []);
  assert.ok(book.parts.every(({ chapters }) => chapters.length > 0));
});

test('every chapter that is written has its place in the plan', () => {
  const files = globSync('content/[0-9][0-9]-*/*.mdx').map((path) => ({ path, title: path, body: '' }));
  assert.ok(files.length > 0);
  const book = buildBook(plan.parts, files);
  assert.equal(book.chapters.filter(({ file }) => file).length, files.length);
});

test('every reading path leads forwards', () => {
  for (const { title, chapters } of resolvePaths(buildBook(plan.parts, []), plan.paths)) {
    const numbers = chapters.map(({ number }) => number);
    assert.deepEqual(
      numbers,
      numbers.toSorted((a, b) => a - b),
      title,
    );
  }
});

test('summaries are one or two short sentences', () => {
  for (const { slug, summary } of plan.parts.flatMap(({ chapters }) => chapters)) {
    assert.match(summary, /^\p{L}.*\.$/u, slug);
    assert.ok(summary.length <= 110, `${slug}: ${summary.length} characters`);
  }
});
