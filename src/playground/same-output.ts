/** Does a run print what the book shows? */
import { matchesPattern, parsePattern } from '../snippets/condition.ts';
import { isInterleaving } from '../snippets/interleaving.ts';
import type { RecordedSegment } from './example-data.ts';

/** True when `lines` fit the recorded segments one after the other, with nothing left over. */
export function isSameOutput(segments: readonly RecordedSegment[], lines: readonly string[]): boolean {
  const [segment, ...rest] = segments;
  if (!segment) return lines.length === 0;
  switch (segment.kind) {
    case 'exact':
      return startsWith(lines, segment.lines) && isSameOutput(rest, lines.slice(segment.lines.length));
    case 'match': {
      const patterns = segment.lines.map(parsePattern);
      return (
        lines.length >= patterns.length &&
        patterns.every((pattern, index) => matchesPattern(pattern, lines[index] ?? '')) &&
        isSameOutput(rest, lines.slice(patterns.length))
      );
    }
    case 'unordered': {
      const here = lines.slice(0, segment.lines.length);
      return (
        startsWith(here.toSorted(), segment.lines.toSorted()) &&
        isSameOutput(rest, lines.slice(segment.lines.length))
      );
    }
    case 'interleaved': {
      const { length } = segment.sequences.flat();
      return (
        isInterleaving(segment.sequences, lines.slice(0, length)) && isSameOutput(rest, lines.slice(length))
      );
    }
    case 'any-of':
      return segment.options.some(
        (option) => startsWith(lines, option) && isSameOutput(rest, lines.slice(option.length)),
      );
  }
}

const startsWith = (lines: readonly string[], start: readonly string[]) =>
  lines.length >= start.length && start.every((line, index) => line === lines[index]);
