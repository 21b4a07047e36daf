/** The score of predictions that belong together (`data-series`): how many were made, and how many of them were right. */
import { type KeptName, readKept } from './kept-store.ts';

/** Under which a guess is kept. */
export const guessName = (chapter: string, id: string): KeptName => ({ kind: 'guess', chapter, id });

type Judged = 'right' | 'wrong' | undefined;

function judged({ chapter = '', id = '' }: DOMStringMap): Judged {
  const value = readKept(guessName(chapter, id))?.value as { right?: unknown } | null | undefined;
  return typeof value?.right === 'boolean' ? (value.right ? 'right' : 'wrong') : undefined;
}

const signs = { right: '✓ right', wrong: '✗ not yet' };

/** Puts the score above the first example of a series, and keeps it up to date. Call once a page. */
export function showScores(page: Document): void {
  const all = [...page.querySelectorAll<HTMLElement>('interleave-example[data-series]')];
  for (const [name, examples] of Object.entries(
    Object.groupBy(all, ({ dataset }) => dataset['series'] ?? ''),
  )) {
    const first = examples?.[0];
    if (!first || !examples) continue;
    const score = page.createElement('p');
    score.className = 'series-score';
    score.dataset['series'] = name;
    score.setAttribute('role', 'status');
    (first.closest('details') ?? first).before(score);
    const show = () => {
      const states = examples.map((example) => {
        const state = judged(example.dataset);
        mark(example, state);
        return state;
      });
      const made = states.filter((state) => state !== undefined).length;
      const right = states.filter((state) => state === 'right').length;
      score.textContent = `Predicted: ${made} of ${states.length}. Right: ${right}.`;
    };
    show();
    for (const example of examples) example.addEventListener('guess-judged', show);
  }
}

/** Where an example lies in a fold, the fold says how its prediction went. */
function mark(example: HTMLElement, state: Judged): void {
  const summary = example.closest('details')?.querySelector('summary');
  if (!summary) return;
  let place = summary.querySelector('.series-mark');
  if (!place) {
    place = summary.ownerDocument.createElement('span');
    place.className = 'series-mark';
    summary.append(place);
  }
  place.textContent = state ? signs[state] : '';
}
