/** The line below the editor: what the type-checker says, formatting, and which keys do what. */
import type { FileProblem } from '../../typecheck/example-service.ts';
import { button, make } from '../elements.ts';
import type { Place } from '../output-list.ts';
import { runKey } from './tab-manners.ts';

export interface Foot {
  element: HTMLElement;
  /** How much of the type-checker has arrived, 0 … 1; 1 while it starts. */
  load(share: number): void;
  showProblems(problems: readonly FileProblem[]): void;
  /** The type-checker cannot be had. */
  fail(message: string, retry: () => void): void;
  /** Says what was asked for, until something else is said or the errors change. */
  say(text: string): void;
}

export interface FootOptions {
  isMultiFile: boolean;
  onShow(place: Place): void;
  onFormat(): void;
}

const mod = runKey.startsWith('⌘') ? '⌘' : 'Ctrl';

const keys: [keys: string, does: string][] = [
  ['Tab', 'indents once you have typed; before that it moves on'],
  ['Escape', 'closes what is open, then leaves the text; Enter goes back in'],
  [runKey, 'runs'],
  [`${mod}+Space`, 'what fits here'],
  [`${mod}+Shift+Space`, 'what the function wants'],
  [`${mod}+I`, 'what the name at the cursor is'],
  [`F12, ${mod}+click`, 'to the definition'],
  ['F8', 'to the next error'],
  ['Shift+Alt+F', 'formats'],
  [`${mod}+Z`, 'undoes'],
];

export function createFoot({ isMultiFile, onShow, onFormat }: FootOptions): Foot {
  const element = make('div', 'editor-foot');
  const types = make('div', 'editor-types');
  const spoken = make('p', 'editor-said');
  spoken.setAttribute('role', 'status');
  const format = button('Format', onFormat);
  format.hidden = true;
  const help = make('details', 'editor-keys');
  const summary = make('summary');
  summary.textContent = 'Keys';
  const list = make('dl');
  for (const [key, does] of keys) {
    const row = make('div');
    const term = make('dt');
    term.append(...key.split(', ').flatMap((one, index) => [index ? ' or ' : '', kbd(one)]));
    const words = make('dd');
    words.textContent = does;
    row.append(term, words);
    list.append(row);
  }
  help.append(summary, list);
  element.append(types, format, help, spoken);

  return {
    element,
    load(share) {
      let bar = types.querySelector('progress');
      if (!bar) {
        bar = document.createElement('progress');
        bar.setAttribute('aria-label', 'How much of the type-checker has arrived');
        types.replaceChildren('Types ', bar);
      }
      if (share < 1) bar.value = share;
      // It is there, and reads its libraries.
      else bar.removeAttribute('value');
    },
    showProblems(problems) {
      format.hidden = false;
      const isOpen = types.querySelector('details')?.open ?? false;
      if (problems.length === 0) {
        types.replaceChildren('No type errors');
        types.dataset['state'] = 'fine';
        return;
      }
      types.dataset['state'] = 'wrong';
      const box = document.createElement('details');
      box.open = isOpen;
      const count = make('summary');
      count.textContent = `${problems.length} ${problems.length === 1 ? 'error' : 'errors'}`;
      const rows = make('ol');
      for (const problem of problems.slice(0, 20)) {
        const { file, line, column, code, message } = problem;
        const place = `${isMultiFile ? `${file}:` : ''}${line + 1}:${column + 1}`;
        const row = make('li');
        const link = button(place, () => onShow({ file, line, column }));
        link.className = 'place';
        row.append(link, ` ${message} `, small(`TS${code}`));
        rows.append(row);
      }
      box.append(count, rows);
      types.replaceChildren(box);
    },
    fail(message, retry) {
      types.dataset['state'] = 'failed';
      types.replaceChildren(message, ' ', button('Try again', retry));
    },
    say(text) {
      spoken.textContent = text;
    },
  };
}

function kbd(text: string) {
  const made = document.createElement('kbd');
  made.textContent = text;
  return made;
}

function small(text: string) {
  const made = make('span', 'editor-code');
  made.textContent = text;
  return made;
}
