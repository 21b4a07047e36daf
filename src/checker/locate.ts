/** From places in an example's own files to places in its chapter. */
import type { Position, Range, Snippet } from '../snippets/snippet.ts';

/** The chapter's range of `length` code units in a file of the example, cut at the end of the line. */
export function locate(snippet: Snippet, file: string, at: Position, length = 1): Range {
  const source = snippet.files.find(({ name }) => name === file);
  const start = source?.lines[at.line];
  if (!source || !start) return openingOf(snippet, file);
  const text = source.code.split('\n')[at.line] ?? '';
  const column = start.column + at.column;
  const end = Math.max(column + 1, Math.min(column + length, start.column + text.length));
  return { start: { line: start.line, column }, end: { line: start.line, column: end } };
}

/** The opening line of a file's fence, the entry's by default. */
export function openingOf(snippet: Snippet, file = snippet.entry): Range {
  const source = snippet.files.find(({ name }) => name === file) ?? snippet.files[0];
  const start = source?.fence.start ?? { line: 0, column: 0 };
  return { start, end: { line: start.line + 1, column: 0 } };
}
