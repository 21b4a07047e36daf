/** Shows how far a reader is where exercises are listed: in the book's contents, and in the outline of the page. */
import { describeState, readExerciseState } from './exercise-state.ts';

/** Brings every mark on the page up to date. */
export function showStates(): void {
  for (const link of document.querySelectorAll<HTMLElement>('[data-exercises]')) {
    const { chapter = '', exercises = '' } = link.dataset;
    const states = exercises
      .split(' ')
      .filter(Boolean)
      .map((exercise) => {
        const [id = '', tests] = exercise.split(':');
        return readExerciseState({ chapter, id, tests });
      });
    const solved = states.filter((state) => state.solved).length;
    if (states.some(({ tried }) => tried))
      mark(link, `${solved}/${states.length}`, `${solved} of ${states.length} exercises solved`);
  }
  for (const exercise of document.querySelectorAll<HTMLElement>('interleave-exercise')) {
    const { chapter = '', id = '', tests } = exercise.dataset;
    const words = describeState(readExerciseState({ chapter, id, tests }));
    const heading = headingOf(exercise);
    if (!words || !heading) continue;
    for (const link of document.querySelectorAll<HTMLElement>(`.outline a[href="#${CSS.escape(heading)}"]`))
      mark(link, words === 'solved' ? '✓' : '·', words);
  }
}

/** Id of the heading that an exercise stands under. */
function headingOf(exercise: Element): string | undefined {
  for (let before = exercise.previousElementSibling; before; before = before.previousElementSibling) {
    const heading = before.matches('h2, h3') ? before : before.querySelector('h2, h3');
    if (heading?.id) return heading.id;
  }
  return undefined;
}

function mark(link: HTMLElement, sign: string, words: string): void {
  let place = link.querySelector<HTMLElement>('.exercise-state');
  if (!place) {
    place = document.createElement('span');
    place.className = 'exercise-state';
    link.append(' ', place);
  }
  const seen = document.createElement('span');
  seen.setAttribute('aria-hidden', 'true');
  seen.textContent = sign;
  const heard = document.createElement('span');
  heard.className = 'visually-hidden';
  heard.textContent = `(${words})`;
  place.replaceChildren(seen, heard);
}
