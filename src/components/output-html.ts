import type { OutputLine } from '../engine/protocol.ts';
import { parsePattern } from '../snippets/condition.ts';
import type { Expectation, ExpectedSegment } from '../snippets/snippet.ts';

/**
 * Output as HTML: `<ol class="output-lines">` of `<li data-level>` with `.stamp` (when the time is known) and `.text`.
 * A run in the page builds the same elements, see `src/playground/output-list.ts`.
 */
export function renderExpectation(expectation: Expectation, recording?: OutputLine[]): string {
  const lines = recording && stampedLines(expectation, recording);
  if (lines) return list(lines.map((line) => item(escapeHtml(line.text), line)));
  return expectation.segments.map(renderSegment).join('');
}

/** The recorded lines, when the book allows these and no others. What the book says always comes first. */
function stampedLines({ segments }: Expectation, recording: OutputLine[]): OutputLine[] | undefined {
  const printed = recording.filter(({ level }) => level !== 'system');
  const expected: string[] = [];
  for (const segment of segments) {
    if (segment.kind !== 'exact') return undefined;
    expected.push(...segment.lines);
  }
  const same =
    expected.length === printed.length &&
    expected.every((text, index) => text === printed[index]?.text.trimEnd());
  return same ? printed : undefined;
}

/** True when the expectation is that nothing is printed. */
export function printsNothing({ segments }: Expectation): boolean {
  return segments.every((segment) => segment.kind !== 'any-of' && segment.lines.length === 0);
}

function renderSegment(segment: ExpectedSegment): string {
  switch (segment.kind) {
    case 'exact':
      return list(segment.lines.map((line) => item(escapeHtml(line))));
    case 'unordered':
      return note('in any order') + list(segment.lines.map((line) => item(escapeHtml(line))));
    case 'match':
      return list(segment.lines.map((line) => item(renderPattern(line))));
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

function describe(condition: string): string {
  const inside = condition.slice(1, -1);
  if (inside === 'number') return 'a number';
  return escapeHtml(inside.replace('>=', '≥').replace('<=', '≤').replace('..', '–'));
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
