/** Writes what examples print into their chapters. */
import { formatOf } from '../snippets/markdown.ts';
import { compareOutput, findStaleSegment } from '../snippets/output.ts';
import type { Expectation, Snippet } from '../snippets/snippet.ts';
import { replaceOutput } from '../snippets/update.ts';
import type { HostRun } from './hosts/host.ts';
import { judgeEnd } from './judge-end.ts';
import type { Problem } from './problem.ts';

/** The two runs of an example for one of its expectations. */
export interface TwoRuns {
  snippet: Snippet;
  expectation: Expectation;
  first: HostRun;
  second: HostRun;
}

export interface Update {
  /** The chapter's text with the new outputs; the very text it was given when nothing changes. */
  source: string;
  /** Ids of the examples whose output is new. */
  updated: string[];
  /** Examples that differ between two runs: nothing of them was written. */
  refused: Problem[];
}

/**
 * Puts the printed lines of one chapter's examples into their exact output fences. What does not end as announced is
 * left alone: its output is not the one meant. Pure.
 */
export function updateOutputs(source: string, runs: readonly TwoRuns[]): Update {
  const update: Update = { source, updated: [], refused: [] };
  // From the last fence to the first: a rewritten one moves only what follows it.
  const fromTheEnd = [...runs].sort((a, b) => firstLine(b.expectation) - firstLine(a.expectation));
  for (const { snippet, expectation, first, second } of fromTheEnd) {
    if (first.kind !== 'ran' || second.kind !== 'ran') continue;
    if (judgeEnd(snippet, first) || judgeEnd(snippet, second)) continue;
    if (first.dropped > 0 || second.dropped > 0) continue;
    const lines = first.lines.map(({ text }) => text);
    const again = second.lines.map(({ text }) => text);
    const isRepeated =
      compareOutput(expectation.segments, lines).ok && compareOutput(expectation.segments, again).ok;
    if (isRepeated) continue;
    // What may differ by the author's own words is the check's business: there is nothing to write.
    if (!expectation.segments.some(({ kind }) => kind === 'exact')) continue;
    const different =
      lines.length === again.length ? lines.findIndex((line, index) => line !== again[index]) : -2;
    if (different !== -1) {
      update.refused.unshift(notReproducible(snippet, expectation, lines, again));
      continue;
    }
    const stale = findStaleSegment(expectation.segments, lines);
    const fence = stale && expectation.segments[stale.segment]?.fence;
    if (!stale || !fence) continue;
    const before = countLines(update.source);
    update.source = replaceOutput(update.source, fence, stale.lines, formatOf(snippet.path));
    update.updated.unshift(snippet.id);
    // Everything refused so far stands below this fence.
    const shift = countLines(update.source) - before;
    for (const { range } of update.refused) {
      range.start.line += shift;
      range.end.line += shift;
    }
  }
  return update;
}

const countLines = (text: string) => text.split('\n').length;

function firstLine({ segments }: Expectation): number {
  return segments[0]?.fence.start.line ?? 0;
}

function notReproducible(
  snippet: Snippet,
  expectation: Expectation,
  lines: string[],
  again: string[],
): Problem {
  const index = Math.max(lines.length, again.length);
  const row =
    Array.from({ length: index }, (_, line) => line).find((line) => lines[line] !== again[line]) ?? 0;
  const start = expectation.segments[0]?.fence.start ?? { line: 0, column: 0 };
  return {
    path: snippet.path,
    range: { start: { ...start }, end: { line: start.line + 1, column: 0 } },
    code: 'not-reproducible',
    snippet: snippet.id,
    message: 'Two runs of the program printed different lines: nothing was written.',
    expected: 'the same lines from every run',
    found: `line ${row + 1} of the output: ${show(lines[row])} and ${show(again[row])}`,
    advice:
      'Take away what differs from run to run, or say what may differ: output unordered, output interleaved, output any-of, output match.',
  };
}

function show(line: string | undefined): string {
  return line === undefined ? 'nothing' : `\`${line}\``;
}
