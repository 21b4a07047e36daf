/** A run in words, as HTML: an ordered list of what happened, for those who do not see the picture and for everybody else. */
import type { Derived } from '../trace/derive.ts';
import { type TextLine, textLines } from '../trace/text.ts';
import { placeName, roughly } from '../trace/words.ts';
import { escapeText } from './svg.ts';

/** Pages show at most so many lines of a run; the interactive timeline shows all. */
const MOST_LINES = 150;

/** What a line of the list begins with, in words that mean something when they are read out. */
export const beginnings: Record<NonNullable<TextLine['begins']>, string> = {
  task: 'task',
  micro: 'microtask',
  server: 'server',
  host: 'host',
};

/** The list, and a last sentence about what it leaves out. */
export function renderEventList(derived: Derived, most = MOST_LINES): string {
  const lines = textLines(derived, { times: 'rough' });
  const items = lines.slice(0, most).map((line, i) => {
    const isNew = line.at !== lines[i - 1]?.at;
    const at = isNew ? `<span class="tl-at">${roughly(line.at)}</span>` : '';
    const kind = line.begins ? `<span class="tl-kind">${beginnings[line.begins]}</span>` : '';
    const why = line.why === undefined ? '' : ` <span class="tl-why">because ${escapeText(line.why)}</span>`;
    const place = line.site ? ` <span class="tl-place">${escapeText(placeName(line.site))}</span>` : '';
    return `<li class="${lineClass(line, isNew)}">${at}${kind}<span class="tl-what">${escapeText(line.text)}${why}</span>${place}</li>`;
  });
  const rest = lines.length - items.length;
  const note = rest > 0 ? `<p class="tl-rest">${rest} more lines are left out here.</p>` : '';
  return `<ol class="tl-list">${items.join('')}</ol>${note}`;
}

/** Classes of a line: how deep it stands, whether a job or a moment begins with it, whether it tells of trouble. */
export function lineClass(line: TextLine, isNew: boolean): string {
  const names = ['tl-event'];
  if (isNew) names.push('tl-new');
  if (line.begins) names.push('tl-begins');
  if (line.depth > 0) names.push(`tl-d${Math.min(4, line.depth)}`);
  if (/^(UNHANDLED|UNCAUGHT|BLOCKED)/.test(line.text)) names.push('tl-bad');
  return names.join(' ');
}
