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
  const opened = await openHosts(['engine'], { isKept: true });
  assert.ok('hosts' in opened);
  hosts = opened.hosts;
  diagnoser = createDiagnoser(nodeTypeEnvironment(engineSources()));
  runner = createRunner();
});
after(() => Promise.all(hosts.map((host) => host.close())));

/** `line:column code` of every problem, 1-based. `parts` says what is looked at: types, runs, or both. */
async function findProblems({ path, source }: Chapter, parts: 'types' | 'runs'): Promise<string[]> {
  const chapter = extract({ path, source });
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

/** What runs by a real clock may fail for reasons of its own. */
function isRepeatable({ clock }: Snippet): boolean {
  return clock === 'virtual';
}

/** A mistake that can be put into a chapter. */
interface Mistake {
  /** Example and place, for the reader of a failure. */
  name: string;
  /** Which example gets it: two mistakes of one example are never put in together. */
  example: string;
  /** Where the text comes in, 0-based. */
  at: Position;
  /** What stands there afterwards, instead of `removes` characters. */
  text: string;
  removes: number;
  /** Whether the text is a line of its own, with the indentation of the line it stands before. */
  isLine: boolean;
  /** Where in `text` the problem is, 0-based. */
  column: number;
}

/**
 * Sets of mistakes, one of each example at most, so that every mistake is in one set: as many checks as the example with the
 * most needs, and each shows too that the examples do not disturb each other.
 */
function rounds(mistakes: readonly Mistake[]): Mistake[][] {
  const sets: Mistake[][] = [];
  const seen = new Map<string, number>();
  for (const mistake of mistakes) {
    const round = seen.get(mistake.example) ?? 0;
    seen.set(mistake.example, round + 1);
    sets[round] = [...(sets[round] ?? []), mistake];
  }
  return sets;
}

/** The chapter with the mistakes in it, and the places (1-based) where each has to be reported, in the order of the text. */
function putIn(source: string, mistakes: readonly Mistake[]): { source: string; places: Position[] } {
  const lines = splitLines(source);
  const ordered = [...mistakes].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  let changed = '';
  let done = 0;
  let added = 0;
  const places: Position[] = [];
  for (const { at, text, removes, isLine, column } of ordered) {
    const line = lines[at.line];
    assert.ok(line);
    const offset = line.offset + (isLine ? 0 : at.column);
    changed += source.slice(done, offset);
    changed += isLine ? `${line.text.slice(0, at.column)}${text}${line.end || '\n'}` : text;
    done = offset + removes;
    places.push({ line: at.line + added + 1, column: at.column + column + 1 });
    if (isLine) added++;
  }
  return { source: changed + source.slice(done), places };
}

/** A line at the beginning of every file of every example. */
function linesInFiles(snippets: readonly Snippet[], text: string, column: number): Mistake[] {
  return snippets.flatMap(({ id, files }) =>
    files.flatMap(({ name, lines: [at] }) =>
      at ? [{ name: `${id}/${name}`, example: id, at, text, removes: 0, isLine: true, column }] : [],
    ),
  );
}

/** Another digit for the first of every line of every exact output that is compared. */
function digits(source: string, snippets: readonly Snippet[]): Mistake[] {
  const lines = splitLines(source);
  return snippets.flatMap(({ id, expectations }) =>
    expectations.flatMap(({ recorded, segments }) =>
      segments.flatMap((segment) => {
        if (recorded !== undefined || segment.kind !== 'exact') return [];
        return segment.lines.flatMap((text, index): Mistake[] => {
          const start = segment.lineStarts[index];
          const column = text.search(/\d/);
          if (!start || !lines[start.line] || column < 0) return [];
          return [
            {
              name: `${id}: ${text}`,
              example: id,
              at: { line: start.line, column: start.column + column },
              text: `${(Number(text[column]) + 1) % 10}`,
              removes: 1,
              isLine: false,
              column: 0,
            },
          ];
        });
      }),
    ),
  );
}

/** The names of the mistakes of a round, for the message of a failure. */
const named = (mistakes: readonly Mistake[]) => mistakes.map(({ name }) => name).join(', ');

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
        const line = "export const injectedMistake: number = 'text';";
        for (const mistakes of rounds(linesInFiles(snippets, line, 'export const '.length))) {
          const changed = putIn(source, mistakes);
          const expected = changed.places.map(({ line, column }) => `${line}:${column} type-error`);
          assert.deepEqual(
            await findProblems({ path, source: changed.source }, 'types'),
            expected,
            named(mistakes),
          );
        }
      });

      test('an uncaught error is reported where it was thrown, in every example that ends quietly', async () => {
        const line = "  if (Number('1') === 1) throw new Error('injected');";
        const column = "  if (Number('1') === 1) throw ".length;
        const entries = snippets
          .filter(({ mode, end }) => mode === 'run' && end.kind === 'quiet')
          .map((snippet) => ({
            ...snippet,
            files: snippet.files.filter(({ name }) => name === snippet.entry),
          }));
        for (const mistakes of rounds(linesInFiles(entries, line, column))) {
          const changed = putIn(source, mistakes);
          const expected = changed.places.map(({ line, column }) => `${line}:${column} uncaught-error`);
          const found = await findProblems({ path, source: changed.source }, 'runs');
          // One problem for each output of an example that is no longer printed.
          assert.deepEqual([...new Set(found)], expected, named(mistakes));
        }
      });

      test('a changed digit of an exact output is reported where it stands', async () => {
        for (const mistakes of rounds(digits(source, snippets))) {
          const changed = putIn(source, mistakes);
          const expected = changed.places.map(({ line, column }) => `${line}:${column} output-differs`);
          assert.deepEqual(
            await findProblems({ path, source: changed.source }, 'runs'),
            expected,
            named(mistakes),
          );
        }
      });
    });
  }
}
