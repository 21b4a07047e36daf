/** The line above the picture: which view, and what else can be done with a run. */
import type { View } from '../axis.ts';
import { icon, make } from './dom.ts';
import type { SaveKind } from './save.ts';

export interface HeadEvents {
  onView(view: View): void;
  onSave(kind: SaveKind): void;
  /** Absent when there is nothing inside to be shown. */
  onInside?: ((on: boolean) => void) | undefined;
}

export interface Head {
  /** To be put behind the title. */
  readonly element: HTMLElement;
  setView(view: View): void;
}

const views: { view: View; label: string; title: string }[] = [
  { view: 'time', label: 'Time', title: 'Along the clock' },
  { view: 'order', label: 'Order', title: 'Event by event: what happened in which turn' },
];
const savings: { kind: SaveKind; label: string }[] = [
  { kind: 'svg', label: 'Save the picture (SVG)' },
  { kind: 'text', label: 'Save the events (text)' },
  { kind: 'trace', label: 'Save the trace (Perfetto, DevTools)' },
];

export function createHead(events: HeadEvents): Head {
  const buttons = views.map(({ view, label, title }) => {
    const button = make('button', { type: 'button', class: 'tl-view', title, text: label });
    button.addEventListener('click', () => events.onView(view));
    return button;
  });
  const menu = make(
    'details',
    { class: 'tl-menu' },
    make('summary', { class: 'tl-button', 'aria-label': 'More', title: 'More' }, icon('more')),
  );
  const list = make('ul', { role: 'list' });
  const close = () => {
    menu.open = false;
  };
  for (const { kind, label } of savings) {
    const button = make('button', { type: 'button', text: label });
    button.addEventListener('click', () => {
      events.onSave(kind);
      close();
    });
    list.append(make('li', {}, button));
  }
  const { onInside } = events;
  if (onInside) {
    const inside = make('button', {
      type: 'button',
      'aria-pressed': 'false',
      text: 'Calls inside the worlds',
    });
    inside.addEventListener('click', () => {
      const on = inside.getAttribute('aria-pressed') !== 'true';
      inside.setAttribute('aria-pressed', String(on));
      onInside(on);
    });
    list.append(make('li', {}, inside));
  }
  menu.append(list);
  menu.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !menu.open) return;
    close();
    menu.querySelector('summary')?.focus();
  });
  menu.addEventListener('focusout', (event) => {
    if (menu.open && event.relatedTarget instanceof Node && !menu.contains(event.relatedTarget)) close();
  });
  return {
    element: make(
      'div',
      { class: 'tl-tools' },
      make('div', { class: 'tl-views', role: 'group', 'aria-label': 'Axis' }, ...buttons),
      menu,
    ),
    setView(view) {
      for (const [i, button] of buttons.entries())
        button.setAttribute('aria-pressed', String(views[i]?.view === view));
    },
  };
}
