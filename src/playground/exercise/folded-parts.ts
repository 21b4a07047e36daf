/**
 * The hints and the answer of an exercise: `<details>` of the chapter's prose, which also work without script. Hints are
 * offered one by one; an answer that is opened before anything was tried asks once whether it is meant.
 */
export interface ExerciseParts {
  hints: HTMLDetailsElement[];
  answers: HTMLDetailsElement[];
}

/** As `src/snippets/exercises.ts` reads the chapter: what follows until the next heading or exercise. */
export function foldedParts(exercise: Element): ExerciseParts {
  const parts: ExerciseParts = { hints: [], answers: [] };
  for (let next = exercise.nextElementSibling; next; next = next.nextElementSibling) {
    if (next.matches('.heading, h1, h2, h3, h4, interleave-exercise')) break;
    if (!(next instanceof HTMLDetailsElement)) continue;
    const summary = next.querySelector(':scope > summary')?.textContent ?? '';
    (/^\s*hint\b/i.test(summary) ? parts.hints : parts.answers).push(next);
  }
  return parts;
}

/** Shows the hints that were opened before, and the next one. `opened` hears how many have been opened. */
export function offerHints({ hints }: ExerciseParts, before: number, opened: (count: number) => void): void {
  let count = Math.min(before, hints.length);
  const offer = () => {
    for (const [index, hint] of hints.entries()) hint.hidden = index > count;
  };
  offer();
  for (const [index, hint] of hints.entries())
    hint.addEventListener('toggle', () => {
      if (!hint.open || index < count) return;
      count = index + 1;
      offer();
      opened(count);
    });
}

export function guardAnswers({ answers }: ExerciseParts, wasTried: () => boolean): void {
  for (const answer of answers) {
    const summary = answer.querySelector<HTMLElement>(':scope > summary');
    if (!summary) continue;
    let warned = false;
    const note = document.createElement('span');
    note.className = 'answer-note';
    note.setAttribute('role', 'status');
    summary.append(note);
    summary.addEventListener('click', (event) => {
      if (answer.open || warned || wasTried()) {
        note.textContent = '';
        return;
      }
      event.preventDefault();
      warned = true;
      note.textContent = ' You have not checked an answer of your own yet. Once more opens it.';
    });
  }
}
