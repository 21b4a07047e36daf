/** The page of all exercises: says of each how far the reader is, and shows those that are asked for. */

import { describeState, readExerciseState } from '../playground/exercise/exercise-state.ts';
import { hideEmptyChapters } from './hide-empty.ts';

const form = document.querySelector<HTMLFormElement>('[data-part="filter"]');
const solved = document.querySelector<HTMLElement>('[data-part="solved"]');
const items = [...document.querySelectorAll<HTMLElement>('[data-part="exercise"]')];

function showStates(): void {
  for (const item of items) {
    const { chapter = '', id = '', tests } = item.dataset;
    const words = describeState(readExerciseState({ chapter, id, tests }));
    item.dataset['state'] = words ?? 'new';
    const place = item.querySelector('[data-part="state"]');
    if (place) place.textContent = words ? ` · ${words === 'solved' ? '✓ solved' : words}` : '';
  }
  const count = items.filter((item) => item.dataset['state'] === 'solved').length;
  if (solved && count > 0) solved.textContent = `You have solved ${count} of them.`;
  narrow();
}

function narrow(): void {
  const wanted = form ? new FormData(form).get('show') : 'all';
  for (const item of items)
    item.hidden = wanted !== 'all' && (wanted === 'solved') !== (item.dataset['state'] === 'solved');
  hideEmptyChapters();
}

form?.addEventListener('input', narrow);
form?.addEventListener('submit', (event) => event.preventDefault());
addEventListener('storage', showStates);
showStates();
