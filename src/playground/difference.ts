/** What is different between two states of an example's files, line by line. */
import { diffLines } from 'diff';
import type { Files } from './kept-edits.ts';

export interface DifferentLine {
  kind: 'same' | 'added' | 'removed' | 'left-out';
  /** For `left-out`: how many lines are the same there. */
  text: string;
}

/** So many lines that are the same are shown around those that are not. */
const context = 2;

/** The lines of both texts in order; what is far from every difference is left out. Pure. */
export function differentLines(before: string, after: string): DifferentLine[] {
  const parts = diffLines(before, after).map(({ value, added, removed }) => ({
    kind: added ? ('added' as const) : removed ? ('removed' as const) : ('same' as const),
    lines: value.replace(/\n$/, '').split('\n'),
  }));
  return parts.flatMap(({ kind, lines }, index): DifferentLine[] => {
    const shown = lines.map((text) => ({ kind, text }));
    const head = index === 0 ? 0 : context;
    const tail = index === parts.length - 1 ? 0 : context;
    const rest = lines.length - head - tail;
    if (kind !== 'same' || rest < 2) return shown;
    return [
      ...shown.slice(0, head),
      { kind: 'left-out', text: String(rest) },
      ...shown.slice(lines.length - tail),
    ];
  });
}

const signs = { same: ' ', added: '+', removed: '−', 'left-out': '⋯' };
const spoken = { same: '', added: 'added: ', removed: 'removed: ', 'left-out': '' };

/** A heading and, for each file that differs, its lines. */
export function showDifference(title: string, before: Files, after: Files): HTMLElement[] {
  const heading = document.createElement('p');
  heading.className = 'difference-title';
  heading.textContent = title;
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const lists = names
    .filter((name) => (before[name] ?? '') !== (after[name] ?? ''))
    .flatMap((name) => {
      const file = document.createElement('p');
      file.className = 'difference-file';
      file.textContent = name;
      const list = document.createElement('ol');
      list.className = 'difference';
      list.setAttribute('role', 'list');
      list.append(...differentLines(before[name] ?? '', after[name] ?? '').map(toItem));
      return names.length > 1 ? [file, list] : [list];
    });
  if (lists.length === 0) heading.textContent = `${title}: nothing`;
  return [heading, ...lists];
}

function toItem({ kind, text }: DifferentLine): HTMLElement {
  const item = document.createElement('li');
  item.dataset['kind'] = kind;
  const sign = document.createElement('span');
  sign.setAttribute('aria-hidden', 'true');
  sign.textContent = signs[kind];
  const words = document.createElement('span');
  words.className = 'visually-hidden';
  words.textContent = spoken[kind];
  item.append(sign, words, kind === 'left-out' ? `${text} lines are the same` : text);
  return item;
}
