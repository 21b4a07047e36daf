/** The state at a moment, as a debugger would show it: what runs, what is queued, what is waited for. */
import type { Derived } from '../../trace/derive.ts';
import type { Site } from '../../trace/event.ts';
import type { LiveRequest, Moment } from '../../trace/state.ts';
import { placeName, roughly } from '../../trace/words.ts';
import { make } from './dom.ts';

export interface StatePanel {
  readonly element: HTMLElement;
  show(moment: Moment): void;
}

/** One entry of a section. */
interface Item {
  text: string;
  /** What is known about it besides. */
  detail?: string | undefined;
  site?: Site | undefined;
}

interface Section {
  title: string;
  /** What to say when there is nothing. */
  nothing: string;
  /** True when a run has anything to show here at any moment; other sections are left out. */
  when(derived: Derived): boolean;
  /** Order matters, and is shown by numbers. */
  ordered?: boolean;
  items(moment: Moment): Item[];
}

/** No more than so many entries of a section are written out. */
const MOST_ITEMS = 12;

const sections: Section[] = [
  {
    title: 'Call stack',
    nothing: 'empty: nothing runs',
    when: () => true,
    items: ({ stack }) => stack.map(({ label, site }) => ({ text: label, site })),
  },
  {
    title: 'Microtask queue',
    nothing: 'empty',
    ordered: true,
    when: ({ microtasks }) => microtasks.length > 0,
    items: ({ microtasks }) => microtasks.map(({ label, site }) => ({ text: label, site })),
  },
  {
    title: 'Task queue',
    nothing: 'empty',
    ordered: true,
    when: ({ timers, messages }) => timers.all.length > 0 || messages.all.length > 0,
    items: ({ timers, messages, at }) => [
      ...timers
        .filter(({ due }) => due <= at)
        .map(({ label, due, site }) => ({ text: label, detail: late(at - due), site })),
      ...messages.map(({ label, channel }) => ({ text: label, detail: channel })),
    ],
  },
  {
    title: 'Timers',
    nothing: 'none is set',
    when: ({ timers }) => timers.all.length > 0,
    items: ({ timers, at }) =>
      timers
        .filter(({ due }) => due > at)
        .map(({ label, due, site }) => ({
          text: label,
          detail: `in ${roughly(due - at)}, at ${roughly(due)}`,
          site,
        })),
  },
  {
    title: 'Network',
    nothing: 'nothing under way',
    when: ({ requests }) => requests.all.length > 0,
    items: ({ servers }) =>
      servers.flatMap(({ server, requests }) =>
        requests.map((request) => ({
          text: requestText(request),
          detail: phaseText(server, request),
          site: request.site,
        })),
      ),
  },
  {
    title: 'Functions under way',
    nothing: 'none',
    when: ({ calls }) => calls.all.length > 0,
    items: ({ calls }) =>
      calls.map(({ label, state, on, site }) => ({ text: label, detail: callText(state, on), site })),
  },
  {
    title: 'Callbacks waiting for a promise',
    nothing: 'none',
    when: ({ reactions }) => reactions.all.length > 0,
    items: ({ reactions }) => reactions.map(({ label, site }) => ({ text: label, site })),
  },
  {
    title: 'Listeners',
    nothing: 'none',
    when: ({ listeners }) => listeners.all.length > 0,
    items: ({ listeners }) =>
      listeners.map(({ label, target, site }) => ({ text: label, detail: target, site })),
  },
  {
    title: 'Unhandled rejections',
    nothing: 'none',
    when: ({ rejections }) => rejections.length > 0,
    items: ({ rejections }) => rejections.map(({ error }) => ({ text: error.text })),
  },
];

const late = (ms: number) => (ms >= 0.5 ? `due, ${roughly(ms)} late` : 'due now');

function requestText({ label, method, url }: LiveRequest): string {
  const path = url.replace(/^[a-z]+:\/\/[^/]*/i, '') || '/';
  return `${label}: ${method === 'GET' ? '' : `${method} `}${path}`;
}

function phaseText(server: string, { phase, abandoned }: LiveRequest): string {
  const words = {
    sent: `on its way to ${server}`,
    started: `${server} works on it`,
    answered: 'the answer is on its way',
  }[phase];
  return abandoned ? `${words}; nobody waits for it` : words;
}

function callText(state: Moment['calls'][number]['state'], on: string | undefined): string {
  if (state === 'running') return 'runs';
  if (state === 'calling') return 'waits for its call to come back';
  if (state === 'paused') return 'paused at yield';
  return on === 'for-await'
    ? 'waits at for await'
    : on === 'dispose'
      ? 'waits at await using'
      : 'waits at await';
}

/** `showSite` is called when a reader follows a place. */
export function createStatePanel(derived: Derived, showSite: (site: Site) => void): StatePanel {
  const shown = sections
    .filter(({ when }) => when(derived))
    .map((section) => {
      const list = make(section.ordered ? 'ol' : 'ul', {
        class: section.ordered ? 'tl-items tl-ordered' : 'tl-items',
        role: 'list',
        'aria-label': section.title,
      });
      const count = make('span', { class: 'tl-count' });
      const element = make(
        'div',
        { class: 'tl-section' },
        make('p', { class: 'tl-section-title' }, section.title, count),
        list,
      );
      return { section, list, count, element, last: '' };
    });
  const output = make('ol', { class: 'tl-items tl-printed', role: 'list', 'aria-label': 'Printed so far' });
  const outputCount = make('span', { class: 'tl-count' });
  const element = make(
    'div',
    { class: 'tl-state' },
    ...shown.map(({ element }) => element),
    make(
      'div',
      { class: 'tl-section' },
      make('p', { class: 'tl-section-title' }, 'Printed so far', outputCount),
      output,
    ),
  );
  let lines = -1;

  return {
    element,
    show(moment) {
      for (const part of shown) {
        const items = part.section.items(moment);
        const key = JSON.stringify(items);
        if (key === part.last) continue;
        part.last = key;
        part.count.textContent = items.length > 1 ? String(items.length) : '';
        fill(part.list, items, part.section.nothing, showSite);
      }
      if (moment.output.length !== lines) {
        lines = moment.output.length;
        outputCount.textContent = lines > 1 ? String(lines) : '';
        const recent = moment.output
          .slice(-MOST_ITEMS)
          .map(({ text, at }) => ({ text, detail: roughly(at) }));
        fill(output, recent, 'nothing yet', showSite);
      }
    },
  };
}

function fill(list: HTMLElement, items: Item[], nothing: string, showSite: (site: Site) => void): void {
  if (items.length === 0) {
    list.replaceChildren(make('li', { class: 'tl-nothing', text: nothing }));
    return;
  }
  const rest = items.length - MOST_ITEMS;
  list.replaceChildren(
    ...items
      .slice(0, MOST_ITEMS)
      .map(({ text, detail, site }) =>
        make(
          'li',
          {},
          make('span', { class: 'tl-item', text }),
          detail !== undefined && make('span', { class: 'tl-detail', text: detail }),
          site && placeButton(site, showSite),
        ),
      ),
  );
  if (rest > 0) list.append(make('li', { class: 'tl-nothing', text: `and ${rest} more` }));
}

/** A place that can be followed to the source. */
export function placeButton(site: Site, showSite: (site: Site) => void): HTMLButtonElement {
  const button = make('button', {
    type: 'button',
    class: 'tl-site',
    text: placeName(site),
    title: 'Show this line',
  });
  button.addEventListener('click', (event) => {
    event.stopPropagation();
    showSite(site);
  });
  return button;
}
