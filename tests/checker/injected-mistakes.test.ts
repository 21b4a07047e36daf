/**
 * Puts one mistake of each kind into every example of the book, and of some tiny books with awkward positions: each
 * must be reported, alone, at its very line and column.
 */
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { check } from '../../src/checker/check.ts';
import { readBook } from '../../src/checker/find-chapters.ts';
import type { Host } from '../../src/checker/hosts/host.ts';
import { openHosts } from '../../src/checker/hosts/open-hosts.ts';
import { createRunner, type Runner } from '../../src/checker/run-once.ts';
import { extract } from '../../src/snippets/extract.ts';
import type { Position, Snippet } from '../../src/snippets/snippet.ts';
import { splitLines } from '../../src/snippets/text.ts';
import { createDiagnoser, type Diagnoser } from '../../src/typecheck/diagnose.ts';
import { nodeTypeEnvironment } from '../../src/typecheck/node.ts';
import { engineSources } from '../../src/worlds/sources.ts';

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
  const opened = await openHosts(['engine']);
  assert.ok('hosts' in opened);
  hosts = opened.hosts;
  diagnoser = createDiagnoser(nodeTypeEnvironment(engineSources()));
  runner = createRunner();
});
after(() => Promise.all(hosts.map((host) => host.close())));

/** `line:column code` of every problem, 1-based. `parts` says what is looked at: types, runs, or both. */
async function findProblems({ path, source }: Chapter, parts: 'types' | 'runs'): Promise<string[]> {
  const chapter = extract({ path, source });
  const report = await check([{ ...chapter, snippets: chapter.snippets.filter(isRepeatable) }], {
    hosts: parts === 'runs' ? hosts : [],
    run: runner.run,
    diagnose: async (snippets) => (parts === 'types' ? diagnoser.diagnose(snippets) : []),
  });
  return report.chapters.flatMap(({ problems }) =>
    problems.map(({ code, range: { start } }) => `${start.line + 1}:${start.column + 1} ${code}`),
  );
}

/** What runs by a real clock may fail for reasons of its own. */
function isRepeatable({ clock }: Snippet): boolean {
  return clock === 'virtual';
}

/** The chapter with a line put in front of a line of an example, and the place where its text begins, 1-based. */
function insertBefore(source: string, at: Position, text: string): { source: string; place: Position } {
  const lines = splitLines(source);
  const next = lines[at.line];
  assert.ok(next);
  const indent = next.text.slice(0, at.column);
  const line = `${indent}${text}${next.end || '\n'}`;
  return {
    source: source.slice(0, next.offset) + line + source.slice(next.offset),
    place: { line: at.line + 1, column: at.column + 1 },
  };
}

/** Every file of every example; a line can be put at the beginning of each. */
function beginnings(snippets: readonly Snippet[]): { at: Position; name: string }[] {
  return snippets.flatMap(({ id, files }) =>
    files.flatMap(({ name, lines: [at] }) => (at ? [{ at, name: `${id}/${name}` }] : [])),
  );
}

/** The first digit of every line of every exact output that is compared. */
function digits(source: string, snippets: readonly Snippet[]) {
  const lines = splitLines(source);
  return snippets.flatMap(({ id, expectations }) =>
    expectations.flatMap(({ recorded, segments }) =>
      segments.flatMap((segment) => {
        if (recorded !== undefined || segment.kind !== 'exact') return [];
        return segment.lines.flatMap((text, index) => {
          const start = segment.lineStarts[index];
          const column = text.search(/\d/);
          const line = start && lines[start.line];
          if (!line || column < 0) return [];
          const place = { line: start.line, column: start.column + column };
          return [
            {
              offset: line.offset + place.column,
              digit: Number(text[column]),
              place,
              name: `${id}: ${text}`,
            },
          ];
        });
      }),
    ),
  );
}

for (const folder of roots) {
  const { chapters, sources } = await readBook(folder, []);
  for (const { path, snippets: all } of chapters) {
    const source = sources.get(path) ?? '';
    const snippets = all.filter(isRepeatable);
    if (snippets.length === 0) continue;

    describe(`${folder.slice(root.length)}/${path}`.replace(/^\//, ''), () => {
      test('is without mistakes to begin with', async () => {
        assert.deepEqual(await findProblems({ path, source }, 'types'), []);
        assert.deepEqual(await findProblems({ path, source }, 'runs'), []);
      });

      test('a type error is reported where it stands, in every file of every example', async () => {
        for (const { at, name } of beginnings(snippets)) {
          const changed = insertBefore(source, at, "export const injectedMistake: number = 'text';");
          const { line, column } = changed.place;
          const expected = [`${line}:${column + 'export const '.length} type-error`];
          assert.deepEqual(await findProblems({ path, source: changed.source }, 'types'), expected, name);
        }
      });

      test('an uncaught error is reported where it was thrown, in every example that ends quietly', async () => {
        for (const snippet of snippets.filter(({ mode, end }) => mode === 'run' && end.kind === 'quiet')) {
          const entry = snippet.files.find(({ name }) => name === snippet.entry);
          assert.ok(entry?.lines[0]);
          const changed = insertBefore(
            source,
            entry.lines[0],
            "  if (Number('1') === 1) throw new Error('injected');",
          );
          const { line, column } = changed.place;
          const expected = `${line}:${column + "  if (Number('1') === 1) throw ".length} uncaught-error`;
          const found = await findProblems({ path, source: changed.source }, 'runs');
          assert.ok(
            found.length > 0 && found.every((problem) => problem === expected),
            `${snippet.id}: ${found}`,
          );
        }
      });

      test('a changed digit of an exact output is reported where it stands', async () => {
        for (const { offset, digit, place, name } of digits(source, snippets)) {
          const changed = source.slice(0, offset) + ((digit + 1) % 10) + source.slice(offset + 1);
          const expected = [`${place.line + 1}:${place.column + 1} output-differs`];
          assert.deepEqual(await findProblems({ path, source: changed }, 'runs'), expected, name);
        }
      });
    });
  }
}
