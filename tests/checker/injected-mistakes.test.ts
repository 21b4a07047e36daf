/**
 * Puts one mistake of each kind into every example of the book, and of some tiny books with awkward positions: each
 * must be reported, alone, at its very line and column.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { check } from '../../src/checker/check.ts';
import type { Host } from '../../src/checker/hosts/host.ts';
import { openHosts } from '../../src/checker/hosts/open-hosts.ts';
import { createRunner, type Runner } from '../../src/checker/run-once.ts';
import { extract } from '../../src/snippets/extract.ts';
import { createDiagnoser, type Diagnoser } from '../../src/typecheck/diagnose.ts';
import { nodeTypeEnvironment } from '../../src/typecheck/node.ts';
import { worldNames } from '../../src/worlds/index.ts';
import { engineSources } from '../../src/worlds/sources.ts';
import { readWholeBook } from '../support/books.ts';
import { isRepeatable, type Mistake, mistakeKinds, putIn, rounds } from '../support/injected-mistakes.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const roots = [
  root,
  `${root}tests/books/nested`,
  `${root}tests/books/nested-crlf-bom`,
  `${root}tests/books/multi-file`,
];

interface Chapter {
  path: string;
  source: string;
}

let hosts: Host[];
let diagnoser: Diagnoser;
let runner: Runner;
before(async () => {
  const opened = await openHosts(['engine'], { isKept: true });
  assert.ok('hosts' in opened);
  hosts = opened.hosts;
  diagnoser = createDiagnoser(nodeTypeEnvironment(engineSources()));
  runner = createRunner();
});
after(() => Promise.all(hosts.map((host) => host.close())));

/** `line:column code` of every problem, 1-based. `parts` says what is looked at: types, runs, or both. */
async function findProblems({ path, source }: Chapter, parts: 'types' | 'runs'): Promise<string[]> {
  const chapter = extract({ path, source, worlds: worldNames });
  // What is proven of exercises has nothing to do with mistakes in examples, and takes its time.
  const looked = { ...chapter, exercises: [], snippets: chapter.snippets.filter(isRepeatable) };
  const report = await check([looked], {
    hosts: parts === 'runs' ? hosts : [],
    run: runner.run,
    diagnose: async (snippets) => (parts === 'types' ? diagnoser.diagnose(snippets) : []),
  });
  return report.chapters.flatMap(({ problems }) =>
    problems.map(({ code, range: { start } }) => `${start.line + 1}:${start.column + 1} ${code}`),
  );
}

/** The names of the mistakes of a round, for the message of a failure. */
const named = (mistakes: readonly Mistake[]) => mistakes.map(({ name }) => name).join(', ');

for (const folder of roots) {
  const { chapters, sources } = await readWholeBook(folder);
  for (const { path, snippets: all } of chapters) {
    const source = sources.get(path) ?? '';
    const snippets = all.filter(isRepeatable);
    if (snippets.length === 0) continue;

    describe(`${folder.slice(root.length)}/${path}`.replace(/^\//, ''), () => {
      test('is without mistakes to begin with', async () => {
        assert.deepEqual(await findProblems({ path, source }, 'types'), []);
        assert.deepEqual(await findProblems({ path, source }, 'runs'), []);
      });

      for (const { name, code, find } of mistakeKinds)
        test(`every ${name} is reported where it stands, in every example that can have one`, async () => {
          for (const mistakes of rounds(find(source, snippets))) {
            const changed = putIn(source, mistakes);
            const expected = changed.places.map(({ line, column }) => `${line}:${column} ${code}`);
            const parts = code === 'type-error' ? 'types' : 'runs';
            const found = await findProblems({ path, source: changed.source }, parts);
            // An error that is thrown is one problem for each output that is no longer printed.
            const distinct = code === 'uncaught-error' ? [...new Set(found)] : found;
            assert.deepEqual(distinct, expected, named(mistakes));
          }
        });
    });
  }
}
