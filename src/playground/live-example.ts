/**
 * The script of a live example that every chapter page carries: it shows the buttons, and fetches what is behind them when
 * the reader reaches for them. Everything else is loaded by then or never.
 */
import { followFolds } from './folded-drawing.ts';
import { showScores } from './guess-score.ts';
import { hasKeptEdit } from './kept-edits.ts';
import type { LiveControls, LiveProgram } from './live-controls.ts';
import { readMomentHash } from './moment-link.ts';
import { offerPaces } from './pace.ts';

/** What a button can ask for. */
export type Action = 'run' | 'stop' | 'edit' | 'reset' | 'download' | 'step' | 'more' | 'open' | 'copy';

export class LiveExample extends HTMLElement {
  #controls: Promise<LiveControls> | undefined;

  connectedCallback() {
    if (!this.dataset['src']) return;
    for (const button of this.querySelectorAll<HTMLButtonElement>('button[data-action]'))
      button.hidden = button.dataset['action'] === 'stop';
    const pace = this.querySelector<HTMLSelectElement>('select[data-action=pace]');
    if (pace) offerPaces(pace);
    const more = this.querySelector<HTMLElement>('details[data-action=more]');
    if (more) {
      more.hidden = false;
      more.addEventListener('toggle', () => void this.#act('more'), { once: true });
    }
    followFolds(this);
    if (hasKeptEdit(this.dataset)) this.#say('Your edit is kept: Edit opens it.');
    this.addEventListener('click', this.#click);
    // Before anything inside: an editor would take Ctrl+Enter for a new line.
    this.addEventListener('keydown', this.#key, true);
    for (const type of ['pointerover', 'pointerdown', 'focusin']) this.addEventListener(type, this.#approach);
  }

  disconnectedCallback() {
    this.removeEventListener('click', this.#click);
    this.removeEventListener('keydown', this.#key, true);
    for (const type of ['pointerover', 'pointerdown', 'focusin'])
      this.removeEventListener(type, this.#approach);
  }

  /** The program as it stands on the page, for whoever tests it. */
  async program(): Promise<LiveProgram> {
    return (await this.#load()).program();
  }

  /** Opens the editor where nobody has pressed Edit, and leaves the focus where it is. */
  async open(): Promise<void> {
    await this.#act('open');
  }

  /** Shows a moment of the book's run; `seq` as in `LiveControls`. */
  async showMoment(seq: number): Promise<void> {
    this.scrollIntoView();
    await this.#try((controls) => controls.showMoment(seq));
  }

  #say(text: string) {
    const status = this.querySelector('[data-region=status]');
    if (status) status.textContent = text;
  }

  /** The controls, loaded once; a failed load is tried again at the next use. */
  #load(): Promise<LiveControls> {
    this.#controls ??= import('./live-controls.ts')
      .then(({ takeControl }) => takeControl(this))
      .catch((error: unknown) => {
        this.#controls = undefined;
        throw error;
      });
    return this.#controls;
  }

  #act(action: Action): Promise<void> {
    return this.#try((controls) => controls[action]());
  }

  async #try(use: (controls: LiveControls) => void | Promise<void>): Promise<void> {
    try {
      await use(await this.#load());
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

  #click = (event: Event) => {
    const action = actionOf(event);
    if (action) void this.#act(action);
  };

  #key = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    if (!this.querySelector('button[data-action=run]')) return;
    event.preventDefault();
    event.stopPropagation();
    void this.#act('run');
  };

  /** The reader's hand is on its way to a button: get what it will need. */
  #approach = (event: Event) => {
    const action = actionOf(event);
    if (action !== 'run' && action !== 'edit') return;
    this.#load().then(
      (controls) => controls.approach(action),
      () => {},
    );
  };
}

function actionOf(event: Event): Action | undefined {
  const { target } = event;
  const button = target instanceof Element ? target.closest<HTMLElement>('button[data-action]') : null;
  return button?.dataset['action'] as Action | undefined;
}

customElements.define('interleave-example', LiveExample);
showScores(document);

/** The page's address may name a moment: when it is opened, and on the way back and forward. */
function followMoment(): void {
  const link = readMomentHash(location.hash);
  const example = link && document.getElementById(link.example);
  if (link && example instanceof LiveExample) void example.showMoment(link.seq);
}
addEventListener('hashchange', followMoment);
followMoment();
