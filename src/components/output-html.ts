import type { OutputLine } from '../engine/protocol.ts';
import { type LinePattern, matchesPattern, numbersIn, parsePattern } from '../snippets/condition.ts';
import type { Expectation, ExpectedSegment } from '../snippets/snippet.ts';

/**
 * Output as HTML: `<ol class="output-lines">` of `<li data-level>` with `.stamp` (when the time is known) and `.text`.
 * A run in the page builds the same elements, see `src/playground/output-list.ts`.
 */
export function renderExpectation(expectation: Expectation, recording?: OutputLine[]): string {
  const patterns = patternsOf(expectation);
  const lines = recording && patterns && stampedLines(patterns, recording);
  if (lines) {
    const items = lines.map((line, index) => item(fill(patterns[index] ?? [], line.text.trimEnd()), line));
    const varies = patterns.some((pattern) => pattern.some((part) => typeof part !== 'string'));
    return (
      list(items) +
      (varies ? note('One recorded run. Where a number is underlined, others are right, too.') : '')
    );
  }
  return expectation.segments.map(renderSegment).join('');
}

/** What each line must be; undefined when the book allows the lines in more than one order. */
function patternsOf({ segments }: Expectation): LinePattern[] | undefined {
  const patterns: LinePattern[] = [];
  for (const segment of segments) {
    if (segment.kind === 'exact') patterns.push(...segment.lines.map((line) => [line]));
    else if (segment.kind === 'match') patterns.push(...segment.lines.map(parsePattern));
    else return undefined;
  }
  return patterns;
}

/** The recorded lines, when the book allows them. What the book says always comes first. */
function stampedLines(patterns: LinePattern[], recording: OutputLine[]): OutputLine[] | undefined {
  const printed = recording.filter(({ level }) => level !== 'system');
  const fits =
    patterns.length === printed.length &&
    patterns.every((pattern, index) => matchesPattern(pattern, printed[index]?.text.trimEnd() ?? ''));
  return fits ? printed : undefined;
}

/** A printed line with its numbers in the places of the pattern's conditions. */
function fill(pattern: LinePattern, line: string): string {
  const numbers = numbersIn(pattern, line)?.values();
  return pattern
    .map((part) =>
      typeof part === 'string'
        ? escapeHtml(part)
        : `<span class="varies" title="${allowed(part.written)}">${numbers?.next().value}</span>`,
    )
    .join('');
}

/** True when the expectation is that nothing is printed. */
export function printsNothing({ segments }: Expectation): boolean {
  return segments.every((segment) => 'lines' in segment && segment.lines.length === 0);
}

function renderSegment(segment: ExpectedSegment): string {
  switch (segment.kind) {
    case 'exact':
      return list(segment.lines.map((line) => item(escapeHtml(line))));
    case 'unordered':
      return note('in any order') + list(segment.lines.map((line) => item(escapeHtml(line))));
    case 'match':
      return list(segment.lines.map((line) => item(renderPattern(line))));
    case 'interleaved':
      return segment.sequences
        .map(
          (lines, index) =>
            note(index === 0 ? 'side by side, each in this order' : 'and') +
            list(lines.map((line) => item(escapeHtml(line)))),
        )
        .join('');
    case 'any-of':
      return segment.options
        .map(
          (lines, index) =>
            note(index === 0 ? 'either' : 'or') + list(lines.map((line) => item(escapeHtml(line)))),
        )
        .join('');
  }
}

function list(items: string[]): string {
  return items.length === 0 ? '' : `<ol class="output-lines" role="list">${items.join('')}</ol>`;
}

const uncaught = /^Uncaught (?:\(in promise\) )?\w/;

function item(html: string, line?: OutputLine): string {
  const level = line?.level ?? (uncaught.test(html) ? 'uncaught' : 'log');
  const stamp = line ? `<span class="stamp">${Math.round(line.at)} ms</span>` : '';
  return `<li data-level="${level}">${stamp}<span class="text">${html}</span></li>`;
}

function note(text: string): string {
  return `<p class="output-order">${text}</p>`;
}

/** A number that may vary is shown as its condition: `≥ 100`, `100–130`, `a number`. */
function renderPattern(line: string): string {
  return parsePattern(line)
    .map((part) =>
      typeof part === 'string'
        ? escapeHtml(part)
        : `<span class="condition">${describe(part.written)}</span>`,
    )
    .join('');
}

const allowed = (condition: string) =>
  condition === '{number}' ? 'any number' : `any number ${describe(condition)}`;

function describe(condition: string): string {
  const inside = condition.slice(1, -1);
  if (inside === 'number') return 'a number';
  return escapeHtml(inside.replace('>=', '≥').replace('<=', '≤').replace('..', '–'));
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
