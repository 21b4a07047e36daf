/**
 * Mistakes that are put into the examples of a book, each with the place where it has to be reported: for a test of every
 * example of the book, and for the benchmark, which counts them in a generated one.
 */
import assert from 'node:assert/strict';
import type { Position, Snippet } from '../../src/snippets/snippet.ts';
import { splitLines } from '../../src/snippets/text.ts';

/** A mistake that can be put into a chapter. */
export interface Mistake {
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

/** A kind of mistake that can be put into any example. */
export interface MistakeKind {
  /** As it is called in a sentence: `type error`. */
  name: string;
  /** What the checker calls the problem. */
  code: 'type-error' | 'uncaught-error' | 'output-differs';
  /** All places of these examples of a chapter where it can be put in. */
  find(source: string, snippets: readonly Snippet[]): Mistake[];
}

export const mistakeKinds: readonly MistakeKind[] = [
  { name: 'type error', code: 'type-error', find: (_, snippets) => typeErrors(snippets) },
  { name: 'runtime error', code: 'uncaught-error', find: (_, snippets) => uncaughtErrors(snippets) },
  { name: 'output error', code: 'output-differs', find: outputErrors },
];

/** A constant of the wrong type at the beginning of every file. */
function typeErrors(snippets: readonly Snippet[]): Mistake[] {
  const before = 'export const ';
  return linesInFiles(snippets, `${before}injectedMistake: number = 'text';`, before.length);
}

/** An error thrown at the beginning of every example that ends quietly; the compiler must not know that it always is. */
function uncaughtErrors(snippets: readonly Snippet[]): Mistake[] {
  const before = "  if (Number('1') === 1) throw ";
  const entries = snippets
    .filter(({ mode, end }) => mode === 'run' && end.kind === 'quiet')
    .map((snippet) => ({
      ...snippet,
      files: snippet.files.filter(({ name }) => name === snippet.entry),
    }));
  return linesInFiles(entries, `${before}new Error('injected');`, before.length);
}

/** A line at the beginning of every file of every example. */
function linesInFiles(snippets: readonly Snippet[], text: string, column: number): Mistake[] {
  return snippets.flatMap(({ id, files }) =>
    files.flatMap(({ name, lines: [at] }) =>
      at ? [{ name: `${id}/${name}`, example: id, at, text, removes: 0, isLine: true, column }] : [],
    ),
  );
}

/** Another digit for the first of every line of every exact output that is compared, or another letter where there is none. */
function outputErrors(source: string, snippets: readonly Snippet[]): Mistake[] {
  const lines = splitLines(source);
  return snippets.flatMap(({ id, expectations }) =>
    expectations.flatMap(({ recorded, segments }) =>
      segments.flatMap((segment) => {
        if (recorded !== undefined || segment.kind !== 'exact') return [];
        return segment.lines.flatMap((text, index): Mistake[] => {
          const start = segment.lineStarts[index];
          const digit = text.search(/\d/);
          const column = digit < 0 ? text.search(/[a-z]/i) : digit;
          if (!start || !lines[start.line] || column < 0) return [];
          return [
            {
              name: `${id}: ${text}`,
              example: id,
              at: { line: start.line, column: start.column + column },
              text: another(text.charAt(column)),
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

function another(character: string): string {
  if (/\d/.test(character)) return `${(Number(character) + 1) % 10}`;
  return character === 'x' ? 'y' : 'x';
}

/** Whether a run of it is the same every time: what runs by a real clock may fail for reasons of its own. */
export function isRepeatable({ clock }: Snippet): boolean {
  return clock === 'virtual';
}

/**
 * Sets of mistakes, one of each example at most, so that every mistake is in one set: as many checks as the example with the
 * most needs, and each shows too that the examples do not disturb each other.
 */
export function rounds(mistakes: readonly Mistake[]): Mistake[][] {
  const sets: Mistake[][] = [];
  const seen = new Map<string, number>();
  for (const mistake of mistakes) {
    const round = seen.get(mistake.example) ?? 0;
    seen.set(mistake.example, round + 1);
    sets[round] = [...(sets[round] ?? []), mistake];
  }
  return sets;
}

/** Where a mistake has to be reported: line and column from 1, as reports count. */
export interface Place extends Position {
  example: string;
}

/** The chapter with the mistakes in it, and the place of each, in the order of the text. */
export function putIn(source: string, mistakes: readonly Mistake[]): { source: string; places: Place[] } {
  const lines = splitLines(source);
  const ordered = [...mistakes].sort((a, b) => a.at.line - b.at.line || a.at.column - b.at.column);
  let changed = '';
  let done = 0;
  let added = 0;
  const places: Place[] = [];
  for (const { example, at, text, removes, isLine, column } of ordered) {
    const line = lines[at.line];
    assert.ok(line);
    const offset = line.offset + (isLine ? 0 : at.column);
    changed += source.slice(done, offset);
    changed += isLine ? `${line.text.slice(0, at.column)}${text}${line.end || '\n'}` : text;
    done = offset + removes;
    places.push({ example, line: at.line + added + 1, column: at.column + column + 1 });
    if (isLine) added++;
  }
  return { source: changed + source.slice(done), places };
}
