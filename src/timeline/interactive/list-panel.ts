/**
 * The run in words, line by line, tied to the moment that is shown. Only lines around it are in the page, so that long
 * runs stay quick. One line is in the tab order; arrow keys lead to its neighbours.
 */
import type { Derived } from '../../trace/derive.ts';
import { type TextLine, textLines } from '../../trace/text.ts';
import { placeName, roughly } from '../../trace/words.ts';
import { beginnings, lineClass } from '../event-list.ts';
import { make } from './dom.ts';

export interface ListPanel {
  readonly element: HTMLElement;
  /** Marks the line that speaks of an event. */
  show(seq: number): void;
  /** Marks lines that speak of one of these events. */
  ring(seqs: readonly number[]): void;
}

/** So many lines before and after the current one are in the page. */
const AROUND = 80;

export function createListPanel(derived: Derived, onPick: (seq: number) => void): ListPanel {
  let lines: TextLine[] | undefined;
  const all = () => {
    lines ??= textLines(derived, { times: 'rough' });
    return lines;
  };
  const list = make('ol', { class: 'tl-list tl-live-list', role: 'list' });
  const earlier = make('button', { type: 'button', class: 'tl-rest', text: 'Earlier events' });
  const later = make('button', { type: 'button', class: 'tl-rest', text: 'Later events' });
  const element = make('div', { class: 'tl-listing' }, earlier, list, later);
  let from = 0;
  let to = 0;
  let current = -1;
  let ringed: ReadonlySet<number> = new Set();

  const buttonAt = (index: number) => list.querySelector<HTMLButtonElement>(`[data-line="${index}"]`);

  function build(index: number): HTMLLIElement {
    const line = all()[index];
    if (!line) return make('li');
    const isNew = line.at !== all()[index - 1]?.at;
    const button = make(
      'button',
      { type: 'button', class: lineClass(line, isNew), 'data-line': index, tabindex: -1 },
      isNew && make('span', { class: 'tl-at', text: roughly(line.at) }),
      line.begins && make('span', { class: 'tl-kind', text: beginnings[line.begins] }),
      make(
        'span',
        { class: 'tl-what' },
        line.text,
        line.why !== undefined && make('span', { class: 'tl-why', text: ` because ${line.why}` }),
      ),
      line.site && make('span', { class: 'tl-place', text: placeName(line.site) }),
    );
    button.classList.toggle('is-ringed', ringed.has(line.seq) || ringed.has(line.lastSeq));
    return make('li', {}, button);
  }

  function rebuild(centre: number): void {
    from = Math.max(0, centre - AROUND);
    to = Math.min(all().length, centre + AROUND + 1);
    list.replaceChildren(...Array.from({ length: to - from }, (_, i) => build(from + i)));
    list.setAttribute('start', String(from + 1));
    earlier.hidden = from === 0;
    later.hidden = to === all().length;
  }

  function mark(index: number, focus: boolean): void {
    if (index < from || index >= to || list.childElementCount === 0) rebuild(Math.max(0, index));
    const before = buttonAt(current);
    before?.removeAttribute('aria-current');
    before?.setAttribute('tabindex', '-1');
    current = index;
    const now = buttonAt(index);
    now?.setAttribute('aria-current', 'step');
    (now ?? list.querySelector('button'))?.setAttribute('tabindex', '0');
    if (focus) now?.focus({ preventScroll: true });
    if (now) keepInView(element, now);
    else element.scrollTop = 0;
  }

  const move = (index: number) => {
    const line = all()[index];
    if (!line) return;
    mark(index, true);
    onPick(line.lastSeq);
  };
  list.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLElement>('[data-line]');
    if (button) move(Number(button.dataset['line']));
  });
  list.addEventListener('keydown', (event) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 };
    const step = steps[event.key];
    const last = all().length - 1;
    if (step !== undefined) move(Math.min(last, Math.max(0, current + step)));
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(last);
    else return;
    event.preventDefault();
  });
  earlier.addEventListener('click', () => rebuild(from));
  later.addEventListener('click', () => rebuild(to));

  return {
    element,
    show(seq) {
      mark(lineOf(all(), seq), false);
    },
    ring(seqs) {
      ringed = new Set(seqs);
      if (list.childElementCount === 0) return;
      for (let i = from; i < to; i++) {
        const line = all()[i];
        buttonAt(i)?.classList.toggle(
          'is-ringed',
          line !== undefined && (ringed.has(line.seq) || ringed.has(line.lastSeq)),
        );
      }
    },
  };
}

/** Index of the last line that speaks of `seq` or something before it; -1 before the first. */
export function lineOf(lines: readonly TextLine[], seq: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.seq ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** Scrolls a box, never the page, until a line of it can be seen. */
function keepInView(box: HTMLElement, line: HTMLElement): void {
  const outer = box.getBoundingClientRect();
  const inner = line.getBoundingClientRect();
  if (inner.top < outer.top + 8) box.scrollTop -= outer.top + 8 - inner.top;
  else if (inner.bottom > outer.bottom - 8) box.scrollTop += inner.bottom - outer.bottom + 8;
}
