/** Writes a new output into a chapter's source and changes nothing else. Pure. */
import { type Fence, type Format, readMarkdown } from './markdown.ts';
import { markFor } from './output.ts';
import type { Range } from './snippet.ts';
import { normaliseLines, splitLines } from './text.ts';

/**
 * Replaces the lines between the marks of one output fence, keeping what the fence is nested in (indentation, quote
 * marks), the line ends and everything outside. The marks grow when a new line contains one. Doing it twice is doing
 * it once; a fence that already says the same is not touched.
 *
 * @param fence The fence's range in `source`, as in `ExpectedSegment.fence`.
 * @throws {RangeError} when no closed fence begins at `fence.start`.
 * @throws {Error} when the lines cannot be written at this place so that they read back the same.
 */
export function replaceOutput(
  source: string,
  fence: Range,
  newLines: readonly string[],
  format: Format = 'mdx',
): string {
  const { fences } = readMarkdown(source, format);
  const index = fences.findIndex(
    ({ range }) => range.start.line === fence.start.line && range.start.column === fence.start.column,
  );
  const target = fences[index];
  if (!target || target.isBroken)
    throw new RangeError(`No closed fence begins at ${fence.start.line + 1}:${fence.start.column + 1}.`);
  const wanted = normaliseLines(newLines);
  if (isSame(normaliseLines(target.body), wanted)) return source;

  for (const prefix of prefixes(source, target)) {
    const changed = rewrite(source, target, wanted, prefix);
    if (changed === undefined) continue;
    const after = readMarkdown(changed, format).fences;
    const isRight =
      after.length === fences.length &&
      after.every((fence, place) =>
        isSame(fence.body, place === index ? wanted : (fences[place]?.body ?? [])),
      );
    if (isRight) return changed;
  }
  throw new Error(
    `The output cannot be written into the fence on line ${fence.start.line + 1}; indent its marks with spaces.`,
  );
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line === b[index]);
}

/** What may have to stand in front of every line of the fence, the likeliest first. */
function prefixes(source: string, fence: Fence): Set<string> {
  const lines = splitLines(source);
  const before = (line: number, column: number): string =>
    (lines[line]?.text ?? '').slice(0, column).replace('\uFEFF', '');
  const { start, end } = fence.range;
  const first = fence.lines.find((_, index) => fence.body[index] !== '');
  return new Set([
    ...(first ? [before(first.line, first.column)] : []),
    // A list's marker is not repeated in front of the lines that follow it.
    before(start.line, start.column).replace(/[-+*]|\d+[.)]|\[\^[^\]]*\]:/g, (marker) =>
      ' '.repeat(marker.length),
    ),
    before(end.line, end.column).replace(/(?:`+|~+)$/, ''),
    `${before(start.line, start.column).replace(/\[\^[^\]]*\]: */g, '')}    `,
  ]);
}

function rewrite(
  source: string,
  fence: Fence,
  wanted: readonly string[],
  prefix: string,
): string | undefined {
  const lines = splitLines(source);
  const { start, end } = fence.range;
  const opening = lines[start.line];
  const closing = lines[end.line];
  if (!opening || !closing) return undefined;
  const mark = markFor(wanted, fence.mark);
  const closingMark = /(?:`+|~+)$/.exec(closing.text.slice(0, end.column))?.[0] ?? fence.mark;
  const isGrown = mark.length > closingMark.length;
  const body = wanted.map((line) => (line === '' ? prefix.trimEnd() : prefix + line) + opening.end);
  return [
    source.slice(0, opening.offset + start.column),
    mark,
    fence.info,
    opening.end,
    ...body,
    closing.text.slice(0, end.column - closingMark.length),
    isGrown ? mark : closingMark,
    source.slice(closing.offset + end.column),
  ].join('');
}
