/**
 * A box to search in and what it finds: the combobox of the ARIA Authoring Practices, whose options are links. Arrows choose,
 * Enter follows, and a pointer finds ordinary links.
 */
import { openIndex, type Search } from './pagefind.ts';
import { describeFound, type FoundPage, type FoundSection } from './result.ts';

export interface SearchBox {
  input: HTMLInputElement;
  /** Looks for this at once. */
  look(query: string): void;
}

/** Milliseconds between the last key and the search. */
const pause = 120;

function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/** What the box says before anything is looked for. */
export const invitation = 'Text, examples and exercises. Arrow keys choose, Enter opens.';

let index: Promise<Search> | undefined;

/**
 * Fills `root` with the box; an `input` and a `p` that the page has there already become part of it.
 * @param base the folder the site lies in, with both slashes
 * @param onSearch told every query that was looked for
 */
export function mountSearchBox(
  root: HTMLElement,
  base: string,
  onSearch: (query: string) => void = () => {},
): SearchBox {
  const input = root.querySelector('input') ?? make('input', 'search-input');
  const id = `found-${root.id || 'box'}`;
  // Not `search`: there Escape would empty the box first, and close the dialog only the second time.
  Object.assign(input, {
    type: 'text',
    inputMode: 'search',
    autocomplete: 'off',
    spellcheck: false,
    enterKeyHint: 'search',
  });
  input.placeholder = 'Search the book';
  for (const [name, value] of [
    ['role', 'combobox'],
    ['aria-label', 'Search the book'],
    ['aria-autocomplete', 'list'],
    ['aria-expanded', 'false'],
    ['aria-controls', id],
  ] as const)
    input.setAttribute(name, value);
  const list = make('div', 'search-found');
  list.id = id;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', 'What was found');
  const status = root.querySelector('p') ?? make('p', 'search-status', invitation);
  status.setAttribute('role', 'status');
  // What stands there stays: taken out and put back, it would lose the focus and be painted anew.
  for (const part of [input, status, list]) if (part.parentNode !== root) root.append(part);

  let options: HTMLAnchorElement[] = [];
  let chosen = -1;
  let running: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function choose(next: number): void {
    options[chosen]?.setAttribute('aria-selected', 'false');
    chosen = options.length === 0 ? -1 : (next + options.length) % options.length;
    const option = options[chosen];
    if (option) {
      option.setAttribute('aria-selected', 'true');
      option.scrollIntoView({ block: 'nearest' });
      input.setAttribute('aria-activedescendant', option.id);
    } else input.removeAttribute('aria-activedescendant');
  }

  function show(pages: FoundPage[]): void {
    const groups = pages.map((page, place) => {
      const group = make('div', 'search-page');
      const name = make('p', 'search-page-title', page.title);
      name.id = `${id}-page-${place}`;
      group.setAttribute('role', 'group');
      group.setAttribute('aria-labelledby', name.id);
      group.append(name, ...page.sections.map((section) => option(section, page)));
      return group;
    });
    list.replaceChildren(...groups);
    options = [...list.querySelectorAll('a')];
    for (const [place, link] of options.entries()) link.id = `${id}-${place}`;
    input.setAttribute('aria-expanded', String(options.length > 0));
    chosen = -1;
    choose(options.length ? 0 : -1);
  }

  function option(section: FoundSection, page: FoundPage): HTMLAnchorElement {
    const pieces = section.excerpt.map(({ text, hit }) => (hit ? make('mark', '', text) : text));
    const title = section.title === page.title ? 'Beginning of the page' : section.title;
    const link = make(
      'a',
      'search-option',
      make('span', 'search-section', title),
      make('span', 'search-excerpt', ...pieces),
    );
    link.href = section.url;
    link.tabIndex = -1;
    link.setAttribute('role', 'option');
    link.setAttribute('aria-selected', 'false');
    return link;
  }

  async function look(query: string): Promise<void> {
    clearTimeout(timer);
    running?.abort();
    const controller = new AbortController();
    running = controller;
    const asked = query.trim();
    if (!asked) {
      status.textContent = '';
      show([]);
      return;
    }
    try {
      index ??= openIndex(base);
      const found = await (await index)(asked, controller.signal);
      show(found);
      status.textContent = describeFound(asked, found);
      onSearch(asked);
    } catch {
      if (controller.signal.aborted) return;
      index = undefined;
      show([]);
      status.textContent =
        'The search could not be loaded. Is the connection gone? The contents can still be read.';
    }
  }

  input.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(() => look(input.value), pause);
  });
  input.addEventListener('keydown', (event) => {
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') choose(chosen + 1);
    else if (event.key === 'ArrowUp') choose(chosen - 1);
    else if (event.key === 'Home' && event.ctrlKey) choose(0);
    else if (event.key === 'End' && event.ctrlKey) choose(options.length - 1);
    else if (event.key === 'Enter' && options[chosen]) options[chosen]?.click();
    else return;
    event.preventDefault();
  });
  list.addEventListener('pointermove', ({ target }) => {
    const at = options.indexOf((target as Element).closest('a') as HTMLAnchorElement);
    if (at >= 0 && at !== chosen) choose(at);
  });
  return {
    input,
    look(query) {
      input.value = query;
      void look(query);
    },
  };
}
