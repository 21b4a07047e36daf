/** The lines of a segment, each with what satisfies it. */
import { matchesPattern, parsePattern } from './condition.ts';
import type { ExpectedSegment, Position } from './snippet.ts';

/** A line of a segment: what it says, where, and which printed lines satisfy it. */
export interface ExpectedLine {
  text: string;
  /** Index into the segment's `lineStarts`. */
  index: number;
  at: Position | undefined;
  holds: (actual: string) => boolean;
}

/** The outputs a segment allows; all but `any-of` have one. */
export function optionsOf(segment: ExpectedSegment): ExpectedLine[][] {
  const line = (text: string, index: number): ExpectedLine => ({
    text,
    index,
    at: segment.lineStarts[index],
    holds: segment.kind === 'match' ? holds(text) : (actual) => actual === text,
  });
  if (segment.kind !== 'any-of' && segment.kind !== 'interleaved') return [segment.lines.map(line)];
  let start = 0;
  const blocks = (segment.kind === 'any-of' ? segment.options : segment.sequences).map((option) => {
    const lines = option.map((text, index) => line(text, start + index));
    // One more for the line `---`.
    start += option.length + 1;
    return lines;
  });
  return segment.kind === 'any-of' ? blocks : [blocks.flat()];
}

function holds(text: string): (actual: string) => boolean {
  const pattern = parsePattern(text);
  return (actual) => matchesPattern(pattern, actual);
}
