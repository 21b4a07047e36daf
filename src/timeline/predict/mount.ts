/** The question before a run, and guess and truth side by side after it. */
import { make } from '../interactive/dom.ts';
import { type Choices, createChoices } from './choices.ts';
import { type Memory, pageStore, recall, remember, type Store } from './memory.ts';
import { type ExpectedPart, type Guess, judge, type Question, type Verdict } from './question.ts';
import { createSortable, type Sortable } from './sortable.ts';

export interface PredictOptions {
  question: Question;
  /** Under this name the answer is remembered: unique for the example. */
  storageKey: string;
  /** What else is right besides what is printed. */
  allowed?: readonly ExpectedPart[];
  /** Default: the browser's, if there is one. */
  storage?: Store | undefined;
  /** The reader has answered, or does not want to: now the program may run. */
  onReady?: (how: 'answered' | 'skipped') => void;
  /** The reader wants to see when a line was printed; `line` counts from 0 among all that was printed. */
  onShowLine?: (line: number) => void;
  /** The reader, whose guess was wrong, wants to read why; given where the book says it. */
  onExplain?: (() => void) | undefined;
  /** A run of the book's program has shown whether the guess is right. */
  onVerdict?: (verdict: Verdict) => void;
}

export interface Predict {
  readonly state: 'asking' | 'answered' | 'skipped';
  /** After a run: holds the guess against what was printed, line by line. Undefined when there was no guess. */
  compare(printed: readonly string[]): Verdict | undefined;
  /** Asks again. */
  reset(): void;
  destroy(): void;
}

let count = 0;

/** Puts the question into `host`. What was answered before is kept and not asked again. */
export function mountPredict(host: HTMLElement, options: PredictOptions): Predict {
  const { question, storageKey, allowed = [], onReady, onShowLine, onExplain, onVerdict } = options;
  const store = 'storage' in options ? options.storage : pageStore();
  const name = `predict-${++count}`;
  const root = make('section', { class: 'predict', 'aria-labelledby': `${name}-title` });
  const spoken = make('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  const body = make('div', { class: 'pr-body' });
  root.append(body, spoken);
  host.append(root);

  let memory: Memory | undefined = recall(store, storageKey);
  if (memory && !memory.skipped && !fits(memory.guess, question)) memory = undefined;

  const title = (text: string) => make('p', { class: 'pr-title', id: `${name}-title`, tabindex: -1, text });
  /** Whoever used what goes away reads on at the title of what comes. */
  const put = (...parts: HTMLElement[]) => {
    const wasHere = body.contains(document.activeElement);
    body.replaceChildren(...parts);
    if (wasHere) body.querySelector<HTMLElement>('.pr-title')?.focus();
  };
  const button = (text: string, className: string, act: () => void) => {
    const made = make('button', { type: 'button', class: className, text });
    made.addEventListener('click', act);
    return made;
  };
  const settle = (next: Memory) => {
    memory = next;
    remember(store, storageKey, next);
  };

  function ask(): void {
    let sortable: Sortable | undefined;
    let total: HTMLInputElement | undefined;
    let choices: Choices | undefined;
    const form = make('form', { class: 'pr-form' });
    if (question.order) {
      sortable = createSortable(question.order.items, (text) => {
        spoken.textContent = text;
      });
      form.append(
        make('p', { class: 'pr-ask', text: 'In which order are these lines printed?' }),
        sortable.element,
      );
    }
    if (question.total) {
      const { before, after } = question.total;
      total = make('input', {
        class: 'pr-number',
        type: 'number',
        inputmode: 'decimal',
        min: 0,
        step: 'any',
        id: `${name}-total`,
      });
      form.append(
        make('label', {
          class: 'pr-ask',
          for: `${name}-total`,
          text: question.order ? 'And which number is printed last?' : 'Which number is printed last?',
        }),
        make('p', { class: 'pr-total' }, before, total, after),
      );
    }
    if (question.values) {
      choices = createChoices(question.values, `${name}-choice`);
      form.append(make('p', { class: 'pr-ask', text: 'What does each line print?' }), choices.element);
    }
    const hint = make('p', { class: 'pr-hint', role: 'alert' });
    form.append(
      hint,
      make(
        'div',
        { class: 'pr-actions' },
        make('button', { type: 'submit', class: 'button-run', text: 'This is my guess' }),
        button('Skip', 'button-quiet', () => {
          settle({ skipped: true });
          rest();
          onReady?.('skipped');
        }),
      ),
    );
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      const typed = total?.value.trim();
      if (total && (typed === '' || !Number.isFinite(Number(typed)))) {
        hint.textContent = 'Write a number of milliseconds, or skip.';
        total.focus();
        return;
      }
      const missing = choices?.firstMissing();
      if (missing) {
        hint.textContent = 'Choose one for each line, or skip.';
        missing.focus();
        return;
      }
      const guess: Guess = { order: sortable?.order, total: total ? Number(typed) : undefined };
      settle({ skipped: false, guess: choices ? { ...guess, values: choices.values } : guess });
      rest();
      onReady?.('answered');
    });
    put(title('Predict first'), form);
  }

  /** What is shown between the answer and the run. */
  function rest(): void {
    if (!memory) return;
    const again = button(memory.skipped ? 'Predict after all' : 'Guess again', 'button-quiet', () => {
      memory = undefined;
      ask();
      focusFirst(body);
    });
    if (memory.skipped) {
      put(make('div', { class: 'pr-rest' }, title('Predict first: skipped'), again));
      return;
    }
    const { order, total, values } = memory.guess;
    const said = [
      ...(order
        ? [make('ol', { class: 'pr-said', role: 'list' }, ...order.map((text) => make('li', { text })))]
        : []),
      ...(total !== undefined && question.total
        ? [make('p', { class: 'pr-said', text: `${question.total.before}${total}${question.total.after}` })]
        : []),
      ...(values
        ? [
            make(
              'ul',
              { class: 'pr-said', role: 'list' },
              ...values.map((value, i) => make('li', { text: `${question.values?.names[i]}: ${value}` })),
            ),
          ]
        : []),
    ];
    put(
      make('div', { class: 'pr-rest' }, title('Your guess. Run shows whether it is right.'), again),
      ...said,
    );
  }

  function compare(printed: readonly string[]): Verdict | undefined {
    if (!memory || memory.skipped) return undefined;
    const verdict = judge(memory.guess, printed, allowed);
    if (!verdict) {
      rest();
      return undefined;
    }
    const again = button('Guess again', 'button-quiet', () => {
      memory = undefined;
      ask();
      focusFirst(body);
    });
    const words = verdict.right ? 'Your guess was right.' : 'Your guess and what was printed';
    put(make('div', { class: 'pr-rest' }, title(words), again), ...show(verdict));
    spoken.textContent = verdict.right ? words : explain(verdict);
    onVerdict?.(verdict);
    return verdict;
  }

  function show({ right, order, total, values }: Verdict): HTMLElement[] {
    const parts: HTMLElement[] = [];
    const seen = (line: number, words: string) => button(words, 'pr-jump', () => onShowLine?.(line));
    if (order) {
      const rows = order.rows.map(({ guess, truth, right }, i) =>
        make(
          'tr',
          { class: right ? 'pr-right' : i === order.firstWrong ? 'pr-wrong pr-first' : 'pr-wrong' },
          make('td', {}, sign(right), guess),
          make('td', { text: truth }),
        ),
      );
      parts.push(table(['you said', 'it printed'], rows));
      const wrong = order.rows[order.firstWrong];
      if (wrong) {
        parts.push(
          make(
            'p',
            { class: 'pr-why' },
            `The first difference is line ${order.firstWrong + 1}: you said “${wrong.guess}”, and “${wrong.truth}” was printed. `,
            onShowLine && seen(wrong.line, 'See that moment'),
          ),
        );
      }
    }
    if (values) {
      const count = values.rows.filter(({ right }) => right).length;
      const rows = values.rows.map(({ name, guess, truth, right, line }) =>
        make(
          'tr',
          { class: right ? 'pr-right' : 'pr-wrong' },
          make('th', { scope: 'row', text: name }),
          make('td', {}, sign(right), guess),
          make(
            'td',
            {},
            truth,
            !right && onShowLine && ' ',
            !right && onShowLine && seen(line, 'See that moment'),
          ),
        ),
      );
      parts.push(
        table(['line', 'you said', 'it printed'], rows),
        make('p', { class: 'pr-why', text: `${count} of ${values.rows.length} are right.` }),
      );
    }
    if (total) {
      const words = total.right
        ? `${total.truth} ms is right.`
        : `You said ${total.guess} ms; it took ${total.truth} ms. `;
      parts.push(
        make(
          'p',
          { class: total.right ? 'pr-why pr-right' : 'pr-why' },
          make('span', { class: 'pr-sign', 'aria-hidden': true, text: total.right ? '✓ ' : '✗ ' }),
          words,
          !total.right && onShowLine && seen(total.line, 'See where the time went'),
        ),
      );
    }
    if (!right && onExplain) parts.push(make('p', {}, button('Read why', 'pr-jump', onExplain)));
    return parts;
  }

  if (memory) rest();
  else ask();

  return {
    get state() {
      return !memory ? 'asking' : memory.skipped ? 'skipped' : 'answered';
    },
    compare,
    reset() {
      memory = undefined;
      ask();
    },
    destroy() {
      root.remove();
    },
  };
}

/** True when a remembered guess answers this question: the book may have been changed since. */
function fits(guess: Guess, question: Question): boolean {
  const sameOrder = question.order
    ? guess.order?.toSorted().join('\n') === question.order.items.toSorted().join('\n')
    : guess.order === undefined;
  const { names, choices } = question.values ?? { names: [], choices: [] };
  const sameValues = question.values
    ? guess.values?.length === names.length && guess.values.every((value) => choices.includes(value))
    : guess.values === undefined;
  return sameOrder && sameValues && (question.total !== undefined) === (guess.total !== undefined);
}

/** Where an answer begins. */
function focusFirst(host: Element): void {
  host.querySelector<HTMLElement>('.pr-grip, .pr-number, .pr-choice :is(input, select)')?.focus();
}

/** Right or wrong, for the eye and for the ear. */
function sign(right: boolean): DocumentFragment {
  const both = document.createDocumentFragment();
  both.append(
    make('span', { class: 'pr-sign', 'aria-hidden': true, text: right ? '✓' : '✗' }),
    make('span', { class: 'visually-hidden', text: right ? 'right: ' : 'wrong: ' }),
  );
  return both;
}

function table(heads: readonly string[], rows: readonly HTMLElement[]): HTMLElement {
  const head = make('tr', {}, ...heads.map((text) => make('th', { scope: 'col', text })));
  return make('table', { class: 'pr-table' }, make('thead', {}, head), make('tbody', {}, ...rows));
}

function explain({ order, total, values }: Verdict): string {
  const wrong = order?.rows[order.firstWrong];
  const parts = [
    ...(wrong
      ? [`Line ${(order?.firstWrong ?? 0) + 1}: you said ${wrong.guess}, it printed ${wrong.truth}.`]
      : []),
    ...(values?.rows ?? [])
      .filter(({ right }) => !right)
      .map(({ name, guess, truth }) => `${name}: you said ${guess}, it printed ${truth}.`),
    ...(total && !total.right ? [`You said ${total.guess} ms, it took ${total.truth} ms.`] : []),
  ];
  return parts.join(' ');
}
