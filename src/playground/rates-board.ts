/**
 * The Rates board of an example: reads the lines that the example's output shows, whenever they change, and keeps the last
 * board that was complete.
 */
import { type KeptName, keep, readKept } from './kept-store.ts';
import { type BoardState, readBoard } from './printed-rates.ts';

/** The board is the reader's, not one version's of the example. */
const version = '1';

class RatesBoard extends HTMLElement {
  #observer: MutationObserver | undefined;

  connectedCallback() {
    const example = this.closest<HTMLElement>('interleave-example');
    const output = example?.querySelector('[data-region=output]');
    if (!example || !output) return;
    const { chapter = '', id = '' } = example.dataset;
    const name: KeptName = { kind: 'board', chapter, id };
    const kept = readKept(name, version)?.value;
    if (isBoard(kept)) this.#show(kept, 'From your last run.');

    const update = () => {
      const state = readBoard(linesOf(output));
      const isEmpty = Object.keys(state.rates).length === 0;
      // What the book prints is folded away before the first run.
      if (isEmpty && !example.hasAttribute('data-running')) return;
      this.#show(state, state.total ? `Complete after ${state.total}.` : 'Waiting …');
      if (state.total) keep(name, version, state);
    };
    this.#observer = new MutationObserver(update);
    this.#observer.observe(output, { childList: true, subtree: true });
  }

  disconnectedCallback() {
    this.#observer?.disconnect();
  }

  #show({ rates }: BoardState, said: string) {
    for (const row of this.querySelectorAll<HTMLElement>('tr[data-base]')) {
      const { rate = '–', at = '' } = rates[row.dataset['base'] ?? ''] ?? {};
      write(row.querySelector('[data-part=rate]'), rate);
      write(row.querySelector('[data-part=at]'), at);
      row.toggleAttribute('data-filled', rate !== '–');
    }
    write(this.querySelector('[data-part=said]'), said);
  }
}

/** The lines of the last run; the recorded ones of an example that asks for a prediction lie deeper. */
function linesOf(output: Element): { text: string; at: string }[] {
  return Array.from(output.querySelectorAll(':scope > .output-lines > li'), (line) => ({
    text: line.querySelector('.text')?.textContent ?? '',
    at: line.querySelector('.stamp')?.textContent ?? '',
  }));
}

function write(cell: Element | null, text: string) {
  if (cell && cell.textContent !== text) cell.textContent = text;
}

function isBoard(value: unknown): value is BoardState {
  if (typeof value !== 'object' || value === null) return false;
  const { rates } = value as Partial<BoardState>;
  return (
    typeof rates === 'object' &&
    rates !== null &&
    Object.values(rates).every(({ rate, at }) => typeof rate === 'string' && typeof at === 'string')
  );
}

customElements.define('rates-board', RatesBoard);
