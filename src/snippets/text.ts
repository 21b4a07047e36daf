import type { Position, Range, SnippetFile } from './snippet.ts';

/** One line of a source text. */
export interface SourceLine {
  /** Without its line end. */
  text: string;
  /** `\n`, `\r\n`, `\r`, or nothing at the end of the text. */
  end: string;
  /** Where the line begins in the text, in UTF-16 code units. */
  offset: number;
}

/** What CommonMark calls a line ending. U+2028 and U+2029 are not among them. */
export const lineEnd = /\r\n|\n|\r/g;

/** Splits a text into its lines; joining `text + end` of all gives the text back. Never empty. */
export function splitLines(source: string): SourceLine[] {
  const lines: SourceLine[] = [];
  let offset = 0;
  for (const { 0: end, index } of source.matchAll(lineEnd)) {
    lines.push({ text: source.slice(offset, index), end, offset });
    offset = index + end.length;
  }
  lines.push({ text: source.slice(offset), end: '', offset });
  return lines;
}

/** The position of an offset in UTF-16 code units. */
export function positionAt(lines: readonly SourceLine[], offset: number): Position {
  const line = Math.max(
    0,
    lines.findLastIndex((candidate) => candidate.offset <= offset),
  );
  return { line, column: offset - (lines[line]?.offset ?? 0) };
}

/** The chapter's position of an offset in the code of an example's file. */
export function inChapter(file: SnippetFile, offset: number): Position {
  const { line, column } = positionAt(splitLines(file.code), offset);
  const start = file.lines[line] ?? file.fence.start;
  return { line: start.line, column: start.column + column };
}

/** A range inside one line. */
export function rangeOf(at: Position, length: number): Range {
  return { start: at, end: { line: at.line, column: at.column + length } };
}

/**
 * What two programs' outputs are compared by: one entry per line, without trailing blanks (editors remove them
 * from a chapter, readers cannot see them) and without lone surrogates (a file in UTF-8 cannot hold them).
 */
export function normaliseLines(lines: readonly string[]): string[] {
  return lines
    .flatMap((line) => line.split(lineEnd))
    .map((line) => line.toWellFormed().replace(/[ \t]+$/, ''));
}
