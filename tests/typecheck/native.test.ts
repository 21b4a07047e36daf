/** The native compiler and the one of the page say the same of every example of the book and of every tiny book. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { attemptSnippets } from '../../src/checker/check-exercises.ts';
import type { Snippet } from '../../src/snippets/snippet.ts';
import { createDiagnoser, type Diagnoser } from '../../src/typecheck/diagnose.ts';
import { createNativeDiagnoser, type NativeDiagnoser } from '../../src/typecheck/native.ts';
import { nodeTypeEnvironment } from '../../src/typecheck/node.ts';
import { engineSources } from '../../src/worlds/sources.ts';
import { readWholeBook } from '../support/books.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
let old: Diagnoser;
let native: NativeDiagnoser;
before(async () => {
  old = createDiagnoser(nodeTypeEnvironment(engineSources()));
  native = await createNativeDiagnoser({
    worlds: engineSources(),
    fallback: async (snippets) => old.diagnose(snippets),
  });
});
after(() => native.close());

async function snippetsOf(folder: string): Promise<Snippet[]> {
  const { chapters } = await readWholeBook(folder);
  // What is wrong with a chapter of ours can take its examples away.
  if (folder === root)
    assert.deepEqual(
      chapters.flatMap(({ problems }) => problems),
      [],
    );
  return chapters.flatMap(({ snippets, exercises }) => [...snippets, ...attemptSnippets(exercises)]);
}

async function compare(snippets: readonly Snippet[]): Promise<void> {
  assert.deepEqual(await native.diagnose(snippets), old.diagnose(snippets));
}

/** The same example with `line` in front of the code of its entry. */
function withLine(snippet: Snippet, line: string): Snippet {
  const files = snippet.files.map((file) =>
    file.name === snippet.entry ? { ...file, code: `${line}\n${file.code}` } : file,
  );
  return {
    ...snippet,
    typeErrors: snippet.typeErrors.map((error) => ({ ...error, line: error.line + 1 })),
    files,
  };
}

describe('both compilers say the same', () => {
  test('of every example and every attempt of the book', async () => {
    const snippets = await snippetsOf(root);
    assert.ok(snippets.length > 10);
    await compare(snippets);
  });

  test('of every example of the book with a type error in its first line', async () => {
    for (const keyword of ['export const', 'const']) {
      const wrong = (await snippetsOf(root)).map((snippet) =>
        withLine(snippet, `/* ä€𝄞 */ ${keyword} injected: { deep: number } = { deep: 'text' };`),
      );
      await compare(wrong);
      const found = await native.diagnose(wrong);
      assert.equal(found.filter(({ code, line }) => code === 2322 && line === 0).length, wrong.length);
    }
  });

  test('of every example of the book in programs of ten', async () => {
    const wrong = (await snippetsOf(root)).map((snippet) =>
      withLine(snippet, 'const injected: number = "";'),
    );
    const small = await createNativeDiagnoser({
      worlds: engineSources(),
      fallback: async (snippets) => old.diagnose(snippets),
      batchSize: 10,
    });
    try {
      assert.deepEqual(await small.diagnose(wrong), await native.diagnose(wrong));
    } finally {
      await small.close();
    }
  });

  for (const book of globSync('tests/books/*', { cwd: root }).sort()) {
    test(`of ${book}`, async () => compare(await snippetsOf(`${root}${book}`)));
  }
});
