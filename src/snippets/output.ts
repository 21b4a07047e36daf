/** Compares what a program printed with what its chapter says, and writes exact outputs. Pure; also used in the page. */
import { alignOutput, type OutputRow } from './align.ts';
import { explainPattern, parsePattern } from './condition.ts';
import { type ExpectedLine, optionsOf } from './expected-line.ts';
import { isInterleaving } from './interleaving.ts';
import type { ExpectedSegment, Position } from './snippet.ts';
import { normaliseLines } from './text.ts';

export interface OutputMismatch {
  ok: false;
  /** Index of the segment that was not met; the last one when the program printed more than all of them. */
  segment: number;
  /** Index into the segment's `lineStarts` of the first line not met; their number when something extra was printed. */
  line: number;
  /** Where that line stands in the chapter: the place to report. */
  at?: Position;
  /** The expected line, when one was left. */
  expected?: string;
  /** The printed line, when one was left. */
  actual?: string;
  /** One sentence: what differs. */
  message: string;
  /** Both outputs side by side, from the first line to the last; `at` is the expected line's place in the chapter. */
  rows: OutputRow[];
}

export type { OutputRow };

export type OutputComparison = { ok: true } | OutputMismatch;

/**
 * Compares the lines a program printed with the segments of an expectation, one after the other, each taking as many
 * printed lines as it has lines itself. Blanks at the ends of lines do not count; see `normaliseLines`.
 */
export function compareOutput(
  segments: readonly ExpectedSegment[],
  actual: readonly string[],
): OutputComparison {
  const printed = normaliseLines(actual);
  const reached = reach(segments, printed);
  if (reached.ok) return { ok: true };
  const { segment: index, from } = reached;
  const segment = segments[index];
  const rows = alignOutput(segments, printed);
  if (!segment) {
    const last = segments.at(-1);
    const extra = printed.length - from;
    return {
      ok: false,
      segment: Math.max(0, segments.length - 1),
      line: last?.lineStarts.length ?? 0,
      ...(last && { at: last.fence.end }),
      ...(printed[from] !== undefined && { actual: printed[from] }),
      message: `The program printed ${extra} ${extra === 1 ? 'line' : 'lines'} more than expected.`,
      rows,
    };
  }
  const { line, message } = explain(segment, printed, from);
  const actualLine = printed[line.actual];
  return {
    ok: false,
    segment: index,
    line: line.expected?.index ?? 0,
    at: line.expected?.at ?? segment.fence.start,
    ...(line.expected && { expected: line.expected.text }),
    ...(actualLine !== undefined && { actual: actualLine }),
    message,
    rows,
  };
}

type Reached = { ok: true } | { ok: false; segment: number; from: number };

/**
 * Lets each segment take its lines. `any-of` may take different numbers of them, so a set of places is carried along.
 * On failure: the first segment that holds nowhere (the number of segments when lines are left over), and the furthest
 * place it was tried at.
 */
function reach(segments: readonly ExpectedSegment[], printed: readonly string[], start = 0): Reached {
  let places = new Set([start]);
  for (const [index, segment] of segments.entries()) {
    const next = new Set<number>();
    for (const option of optionsOf(segment))
      for (const from of places)
        if (meets(segment, option, printed.slice(from, from + option.length))) next.add(from + option.length);
    if (next.size === 0) return { ok: false, segment: index, from: Math.max(...places) };
    places = next;
  }
  if (places.has(printed.length)) return { ok: true };
  return { ok: false, segment: segments.length, from: Math.max(...places) };
}

function meets(
  segment: ExpectedSegment,
  option: readonly ExpectedLine[],
  window: readonly string[],
): boolean {
  if (window.length < option.length) return false;
  if (segment.kind === 'unordered') return unmet(option, window).length === 0;
  if (segment.kind === 'interleaved') return isInterleaving(segment.sequences, window);
  return option.every(({ holds }, index) => holds(window[index] ?? ''));
}

/** The lines of an unordered group that are not among the printed ones. */
function unmet(option: readonly ExpectedLine[], window: readonly string[]): ExpectedLine[] {
  const left = [...window];
  return option.filter(({ text }) => {
    const index = left.indexOf(text);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** Says which line of a segment is the first that does not hold. */
function explain(
  segment: ExpectedSegment,
  printed: readonly string[],
  from: number,
): { line: { expected: ExpectedLine | undefined; actual: number }; message: string } {
  const options = optionsOf(segment);
  const agreed = (option: readonly ExpectedLine[]): number => {
    const count = option.findIndex(({ holds }, index) => {
      const line = printed[from + index];
      return line === undefined || !holds(line);
    });
    return count < 0 ? option.length : count;
  };
  const best = options.reduce((a, b) => (agreed(b) > agreed(a) ? b : a), options[0] ?? []);

  if (segment.kind === 'unordered' || segment.kind === 'interleaved') {
    const [missing] = unmet(best, printed.slice(from, from + best.length));
    const last = Math.min(from + best.length, printed.length);
    if (!missing && segment.kind === 'interleaved')
      return explainOrder(segment.sequences, best, printed, from);
    return {
      line: { expected: missing, actual: printed.length },
      message: `\`${missing?.text}\` is not among the lines ${from + 1} to ${last} of the output.`,
    };
  }
  const count = agreed(best);
  const line = { expected: best[count], actual: from + count };
  const actual = printed[line.actual];
  if (segment.kind === 'any-of')
    return { line, message: `The output is none of the ${options.length} that are allowed.` };
  if (actual === undefined)
    return { line, message: `The output ends where \`${line.expected?.text}\` was expected.` };
  const reason =
    segment.kind === 'match' && line.expected
      ? explainPattern(parsePattern(line.expected.text), actual)
      : undefined;
  return { line, message: `Line ${line.actual + 1} of the output differs${reason ? `: ${reason}` : ''}.` };
}

/** All lines are there: says which is the first that another of its sequence should have come before. */
function explainOrder(
  sequences: readonly (readonly string[])[],
  lines: readonly ExpectedLine[],
  printed: readonly string[],
  from: number,
): ReturnType<typeof explain> {
  const next = sequences.map(() => 0);
  for (let place = from; place < printed.length; place++) {
    const text = printed[place] ?? '';
    const whose = sequences.findIndex((sequence, index) => sequence[next[index] ?? 0] === text);
    if (whose >= 0) {
      next[whose] = (next[whose] ?? 0) + 1;
      continue;
    }
    const owner = sequences.findIndex((sequence, index) => sequence.includes(text, next[index]));
    const awaited = sequences[owner]?.[next[owner] ?? 0];
    const before = sequences.slice(0, owner).reduce((sum, { length }) => sum + length, 0);
    const expected = lines[before + (next[owner] ?? 0)];
    return {
      line: { expected, actual: place },
      message: `Line ${place + 1} of the output, \`${text}\`, comes before \`${awaited}\`, which its sequence has first.`,
    };
  }
  return { line: { expected: undefined, actual: from }, message: 'The lines are not in an allowed order.' };
}

/**
 * Which exact segment to rewrite, and with which lines, so that the expectation holds again: the one segment left
 * over when all others still match what was printed before and after it. Nothing when the expectation holds already,
 * or when its mismatch is not in an exact segment, or in more than one of them.
 */
export function findStaleSegment(
  segments: readonly ExpectedSegment[],
  actual: readonly string[],
): { segment: number; lines: string[] } | undefined {
  const printed = normaliseLines(actual);
  if (reach(segments, printed).ok) return undefined;
  for (const [segment, { kind }] of segments.entries()) {
    if (kind !== 'exact') continue;
    for (const before of heights(segments.slice(0, segment)))
      for (const after of heights(segments.slice(segment + 1))) {
        const [from, to] = [before, printed.length - after];
        // An exact part of several must not become empty: the chapter would be wrong in another way.
        if (to < from || (to === from && segments.length > 1)) continue;
        const isRest =
          reach(segments.slice(0, segment), printed.slice(0, from)).ok &&
          reach(segments.slice(segment + 1), printed, to).ok;
        if (isRest) return { segment, lines: printed.slice(from, to) };
      }
  }
  return undefined;
}

/** How many lines a sequence of segments can take. */
function heights(segments: readonly ExpectedSegment[]): Set<number> {
  let sums = new Set([0]);
  for (const segment of segments)
    sums = new Set(optionsOf(segment).flatMap((option) => [...sums].map((sum) => sum + option.length)));
  return sums;
}

/** A fence mark that none of the lines can be taken for: `` ``` `` or longer. */
export function markFor(lines: readonly string[], mark = '```'): string {
  const character = mark[0] ?? '`';
  let length = mark.length;
  for (const line of lines)
    for (const [run] of line.matchAll(/`+|~+/g))
      if (run[0] === character && run.length >= length) length = run.length + 1;
  return character.repeat(length);
}

/** An exact output as a fence of a chapter, without a line end at the end. */
export function renderExact(lines: readonly string[], info = 'output'): string {
  const written = normaliseLines(lines);
  const mark = markFor(written);
  return [mark + info, ...written, mark].join('\n');
}
