/** Whether a run did what its chapter says. */
import { compareOutput, type OutputMismatch } from '../snippets/output.ts';
import type { Expectation, Range, Snippet } from '../snippets/snippet.ts';
import type { HostRun } from './hosts/host.ts';
import { judgeEnd } from './judge-end.ts';
import { locate, openingOf } from './locate.ts';
import type { Problem } from './problem.ts';
import { lacksUnits, TOLERANCE, tolerateTimes } from './tolerate-times.ts';

export interface Judging {
  snippet: Snippet;
  expectation: Expectation;
  /** The host's name. */
  host: string;
  /** True for the host whose output `--update` writes. */
  isReference: boolean;
  /** True when times were real and the expected ones are not: see `tolerateTimes`. */
  isTolerant: boolean;
}

/**
 * The problem with a run, if there is one. A wrong end explains a wrong output, so that one run has one problem:
 * its end's, with the difference of the outputs beside it.
 */
export function judgeRun(judging: Judging, run: HostRun): Problem | undefined {
  const { snippet, expectation, host, isTolerant } = judging;
  const about = { path: snippet.path, snippet: snippet.id, host };
  if (run.kind === 'refused') {
    const [first] = run.problems;
    if (!first) throw new Error(`${snippet.chapter}/${snippet.id} was refused for no reason.`);
    return {
      ...about,
      range: locate(snippet, first.file, first),
      code: 'not-runnable',
      message: run.problems.map(({ message }) => message).join('\n'),
      ...(first.advice !== undefined && { advice: first.advice }),
    };
  }
  const end = judgeEnd(snippet, run);
  const printed = run.lines.map(({ text }) => text);
  const comparison = compareOutput(
    expectation.segments,
    isTolerant ? tolerateTimes(expectedLines(expectation), printed) : printed,
  );
  if (end) {
    const isCut = run.end.reason === 'limit' || run.dropped > 0;
    return { ...about, ...end, ...(!comparison.ok && !isCut && { rows: comparison.rows }) };
  }
  return comparison.ok ? undefined : { ...about, ...outputDiffers(judging, comparison) };
}

function outputDiffers(judging: Judging, mismatch: OutputMismatch) {
  const { snippet, expectation } = judging;
  const segment = expectation.segments[mismatch.segment];
  const isExact = segment?.kind === 'exact';
  return {
    range: placeOf(mismatch, segment?.fence, isExact) ?? openingOf(snippet),
    code: 'output-differs',
    message: mismatch.message,
    ...(mismatch.expected !== undefined && { expected: mismatch.expected }),
    ...(mismatch.actual !== undefined && { found: mismatch.actual }),
    rows: mismatch.rows,
    advice: adviceFor(judging, mismatch, isExact),
  };
}

function adviceFor(judging: Judging, { rows }: OutputMismatch, isExact: boolean): string {
  const { snippet, isReference, isTolerant } = judging;
  const expected = rows.flatMap((row) => (row.kind === 'extra' ? [] : [row.expected]));
  const printed = rows.flatMap((row) => (row.kind === 'missing' ? [] : [row.actual]));
  if (isTolerant && lacksUnits(expected, printed)) {
    return `When these numbers are times, print their unit (\`120 ms\`): on a real clock such a number may be ${TOLERANCE} ms off.`;
  }
  if (!isReference) {
    return 'Mend the program, or give an output for each host where hosts differ: ```output host=node and ```output host=browser';
  }
  return isExact
    ? `Mend the program, or take over what it prints: npm run check -- --update --filter ${snippet.chapter}/${snippet.id}`
    : 'Mend the program, or the output: --update writes exact outputs only.';
}

/** The expected line, from the first column that differs; the fence's closing mark when too much was printed. */
function placeOf({ at, expected, actual }: OutputMismatch, fence: Range | undefined, isExact: boolean) {
  if (!at) return undefined;
  if (expected === undefined) {
    const column = Math.min(fence?.start.column ?? at.column, at.column);
    return {
      start: { line: at.line, column },
      end: { line: at.line, column: Math.max(at.column, column + 1) },
    };
  }
  const agreed = isExact && actual !== undefined ? commonPrefix(expected, actual) : 0;
  const column = at.column + agreed;
  return {
    start: { line: at.line, column },
    end: { line: at.line, column: Math.max(at.column + expected.length, column + 1) },
  };
}

function commonPrefix(a: string, b: string): number {
  let length = 0;
  while (length < Math.min(a.length, b.length) && a[length] === b[length]) length++;
  return length;
}

function expectedLines({ segments }: Expectation): string[] {
  return segments.flatMap((segment) => {
    if (segment.kind === 'any-of') return segment.options.flat();
    return segment.kind === 'interleaved' ? segment.sequences.flat() : segment.lines;
  });
}
