/** Two outputs side by side. */
import { type ExpectedLine, optionsOf } from './expected-line.ts';
import type { ExpectedSegment, Position } from './snippet.ts';

/** A line of the two outputs side by side. */
export type OutputRow =
  | { kind: 'same'; expected: string; actual: string; at?: Position }
  | { kind: 'changed'; expected: string; actual: string; at?: Position }
  /** Expected and not printed. */
  | { kind: 'missing'; expected: string; at?: Position }
  /** Printed and not expected. */
  | { kind: 'extra'; actual: string };

/** Puts expected and printed lines side by side so that as many as possible stand beside their like. */
export function alignOutput(segments: readonly ExpectedSegment[], printed: readonly string[]): OutputRow[] {
  const expected = segments.flatMap((segment) => {
    const options = optionsOf(segment);
    if (segment.kind === 'unordered' || segment.kind === 'interleaved')
      return options.flatMap((option) => inPrintedOrder(option, printed));
    const likeness = (option: readonly ExpectedLine[]): number =>
      2 * commonPairs(option, printed).length - option.length;
    return options.reduce((a, b) => (likeness(b) > likeness(a) ? b : a), options[0] ?? []);
  });

  const rows: OutputRow[] = [];
  let missing: ExpectedLine[] = [];
  let extra: string[] = [];
  const place = ({ at }: ExpectedLine): { at?: Position } => (at ? { at } : {});
  const flush = (): void => {
    for (let index = 0; index < Math.max(missing.length, extra.length); index++) {
      const line = missing[index];
      const actual = extra[index];
      if (line && actual !== undefined)
        rows.push({ kind: 'changed', expected: line.text, actual, ...place(line) });
      else if (line) rows.push({ kind: 'missing', expected: line.text, ...place(line) });
      else if (actual !== undefined) rows.push({ kind: 'extra', actual });
    }
    missing = [];
    extra = [];
  };
  let [from, to] = [0, 0];
  for (const [row, column] of commonPairs(expected, printed)) {
    missing = expected.slice(from, row);
    extra = printed.slice(to, column);
    flush();
    const line = expected[row];
    const actual = printed[column];
    if (line && actual !== undefined)
      rows.push({ kind: 'same', expected: line.text, actual, ...place(line) });
    [from, to] = [row + 1, column + 1];
  }
  missing = expected.slice(from);
  extra = printed.slice(to);
  flush();
  return rows;
}

/** The lines of an unordered group, or of sequences, in the order in which they were printed, the missing ones last. */
function inPrintedOrder(option: readonly ExpectedLine[], printed: readonly string[]): ExpectedLine[] {
  const used = new Set<number>();
  const places = new Map<ExpectedLine, number>();
  for (const line of option) {
    const place = printed.findIndex((text, index) => text === line.text && !used.has(index));
    if (place >= 0) used.add(place);
    places.set(line, place < 0 ? printed.length : place);
  }
  return [...option].sort((a, b) => (places.get(a) ?? 0) - (places.get(b) ?? 0));
}

/** Beyond this many comparisons two outputs are aligned by their beginnings only: nobody reads such a table. */
const mostComparisons = 1_000_000;

/** Index pairs of a longest common subsequence, ascending. */
function commonPairs(expected: readonly ExpectedLine[], printed: readonly string[]): [number, number][] {
  const [height, width] = [expected.length, printed.length];
  const alike = (row: number, column: number): boolean =>
    expected[row]?.holds(printed[column] ?? '') ?? false;
  const pairs: [number, number][] = [];
  if (height * width > mostComparisons) {
    for (let index = 0; index < Math.min(height, width) && alike(index, index); index++)
      pairs.push([index, index]);
    return pairs;
  }
  const lengths = new Uint32Array((height + 1) * (width + 1));
  const length = (row: number, column: number): number => lengths[row * (width + 1) + column] ?? 0;
  for (let row = height - 1; row >= 0; row--)
    for (let column = width - 1; column >= 0; column--)
      lengths[row * (width + 1) + column] = alike(row, column)
        ? length(row + 1, column + 1) + 1
        : Math.max(length(row + 1, column), length(row, column + 1));
  for (let [row, column] = [0, 0]; row < height && column < width; ) {
    if (alike(row, column) && length(row, column) === length(row + 1, column + 1) + 1)
      pairs.push([row++, column++]);
    else if (length(row + 1, column) >= length(row, column + 1)) row++;
    else column++;
  }
  return pairs;
}
