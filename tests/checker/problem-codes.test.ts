import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

/** Kinds of problems no tiny book can show, and why. */
const elsewhere: Record<string, string> = {};

/** Every `code: 'unknown-word'` in the sources of the grammar and of the checker. */
function codesIn(pattern: string): string[] {
  return globSync(pattern).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(/\bcode: (?:[^\n']*\? )?'([a-z0-9-]+)'(?: : '([a-z0-9-]+)')?/g),
    ].flatMap(([, one, other]) => [one, other].filter((code) => code !== undefined)),
  );
}

test('every kind of problem has a tiny book that shows its report', () => {
  const codes = new Set([...codesIn('src/snippets/**/*.ts'), ...codesIn('src/checker/**/*.ts')]);
  assert.ok(codes.size > 30, 'the pattern no longer finds the codes');
  const reports = globSync('tests/books/*/report.txt').map((file) => readFileSync(file, 'utf8'));
  const unseen = [...codes].filter(
    (code) => !(code in elsewhere) && !reports.some((report) => report.includes(` ${code}`)),
  );
  assert.deepEqual(unseen, []);
});
