/** For each line `name: value`, the values it may print to choose from: radio buttons where they are few, else a list. */
import { make } from '../interactive/dom.ts';
import type { ValuesQuestion } from './question.ts';

export interface Choices {
  readonly element: HTMLElement;
  /** What is chosen, in the order of the names; empty text where nothing is. */
  readonly values: string[];
  /** Where the first choice is missing. */
  firstMissing(): HTMLElement | undefined;
}

interface Line {
  element: HTMLElement;
  /** Where the focus goes. */
  first: HTMLElement | undefined;
  chosen(): string;
}

/** More radio buttons than this fill a screen instead of a line. */
const MOST_BUTTONS = 4;

/** @param prefix unique on the page; the groups are named after it */
export function createChoices({ names, choices }: ValuesQuestion, prefix: string): Choices {
  const ask = choices.length > MOST_BUTTONS ? askInList : askWithButtons;
  const lines = names.map((name, i) => ask(name, choices, `${prefix}-${i}`));
  return {
    element: make('div', { class: 'pr-choices' }, ...lines.map(({ element }) => element)),
    get values() {
      return lines.map(({ chosen }) => chosen());
    },
    firstMissing: () => lines.find(({ chosen }) => chosen() === '')?.first,
  };
}

function askWithButtons(name: string, choices: readonly string[], group: string): Line {
  const buttons = choices.map((value) => make('input', { type: 'radio', name: group, value }));
  const element = make(
    'fieldset',
    { class: 'pr-choice' },
    make('legend', { text: name }),
    ...buttons.map((button) => make('label', {}, button, button.value)),
  );
  const chosen = () => buttons.find(({ checked }) => checked)?.value ?? '';
  return { element, first: buttons[0], chosen };
}

function askInList(name: string, choices: readonly string[], id: string): Line {
  const options = choices.map((value) => make('option', { value, text: value }));
  const list = make('select', { id }, make('option', { value: '', text: 'choose' }), ...options);
  const element = make('div', { class: 'pr-choice' }, make('label', { for: id, text: name }), list);
  return { element, first: list, chosen: () => list.value };
}
