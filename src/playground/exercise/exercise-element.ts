/**
 * The script of an exercise that a chapter page carries: shows the button, offers hints one by one and keeps how far the
 * reader is. What checks an answer is fetched when it is asked for.
 */
import type { LiveExample } from '../live-example.ts';
import type { ExerciseCheck } from './exercise-check.ts';
import { keepExerciseState, readExerciseState } from './exercise-state.ts';
import { type ExerciseParts, foldedParts, guardAnswers, offerHints } from './folded-parts.ts';
import { showStates } from './show-states.ts';

class ExerciseElement extends HTMLElement {
  #check: Promise<ExerciseCheck> | undefined;

  get #name() {
    const { chapter = '', id = '', tests } = this.dataset;
    return { chapter, id, tests };
  }

  connectedCallback() {
    const button = this.querySelector<HTMLButtonElement>('button[data-check]');
    if (!button) return;
    button.hidden = false;
    button.addEventListener('click', () => void this.#run());
    button.title = 'Ctrl+Shift+Enter, also from inside the editor';
    // Before the example, which runs the program on Ctrl+Enter.
    this.addEventListener('keydown', this.#key, true);
    for (const type of ['pointerenter', 'focus'])
      button.addEventListener(type, () => this.#load().catch(() => {}));

    const state = readExerciseState(this.#name);
    const parts: ExerciseParts = foldedParts(this);
    offerHints(parts, state.hints, (hints) => this.#keep({ hints }));
    guardAnswers(parts, () => readExerciseState(this.#name).tried);
    if (state.solved) this.#say('You have solved it.');
    else if (state.outdated)
      this.#say('You have solved it; its tests are others since. Check shows whether they pass.');
    else if (state.tried) this.#say('You have tried it.');
  }

  disconnectedCallback() {
    this.removeEventListener('keydown', this.#key, true);
  }

  #say(text: string) {
    const status = this.querySelector('[data-region=exercise-status]');
    if (status) status.textContent = text;
  }

  #keep(change: Parameters<typeof keepExerciseState>[1]) {
    const kept = keepExerciseState(this.#name, change);
    showStates();
    return kept;
  }

  /** Loaded once; a failed load is tried again at the next use. */
  #load(): Promise<ExerciseCheck> {
    this.#check ??= import('./exercise-check.ts')
      .then(({ createExerciseCheck }) => {
        const example = this.querySelector<LiveExample>('interleave-example');
        if (!example) throw new Error('The exercise has no example.');
        return createExerciseCheck(this, example, (passed) =>
          this.#keep({ tried: true, ...(passed !== undefined && { solved: passed }) }),
        );
      })
      .catch((error: unknown) => {
        this.#check = undefined;
        throw error;
      });
    return this.#check;
  }

  async #run() {
    try {
      const check = await this.#load();
      await check.toggle();
    } catch (error) {
      // An import that fails is a TypeError, whose message is the browser's.
      const known = error instanceof Error && !(error instanceof TypeError);
      this.#say(
        known
          ? error.message
          : 'This part of the page could not be loaded. Check the connection and try again.',
      );
    }
  }

  #key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !event.shiftKey || !(event.ctrlKey || event.metaKey) || event.isComposing)
      return;
    event.preventDefault();
    event.stopPropagation();
    void this.#run();
  };
}

customElements.define('interleave-exercise', ExerciseElement);
showStates();
