/** Panels of which one is seen at a time, as the ARIA practices describe tabs. */
import { make } from './dom.ts';

export interface Tab {
  label: string;
  panel: HTMLElement;
}

let count = 0;

export function createTabs(
  label: string,
  tabs: readonly Tab[],
  onShow: (index: number) => void,
): HTMLElement {
  const name = `tl-tabs-${++count}`;
  const buttons = tabs.map(({ label }, i) =>
    make('button', {
      type: 'button',
      role: 'tab',
      class: 'tl-tab',
      id: `${name}-tab-${i}`,
      'aria-controls': `${name}-panel-${i}`,
      text: label,
    }),
  );
  const select = (index: number, focus: boolean) => {
    for (const [i, button] of buttons.entries()) {
      const on = i === index;
      button.setAttribute('aria-selected', String(on));
      button.tabIndex = on ? 0 : -1;
      const panel = tabs[i]?.panel;
      if (panel) panel.hidden = !on;
    }
    if (focus) buttons[index]?.focus();
    onShow(index);
  };
  for (const [i, { panel }] of tabs.entries()) {
    panel.classList.add('tl-panel');
    panel.id = `${name}-panel-${i}`;
    panel.setAttribute('role', 'tabpanel');
    panel.setAttribute('aria-labelledby', `${name}-tab-${i}`);
    panel.tabIndex = 0;
    buttons[i]?.addEventListener('click', () => select(i, false));
  }
  const list = make('div', { class: 'tl-tabs', role: 'tablist', 'aria-label': label }, ...buttons);
  list.addEventListener('keydown', (event) => {
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    select((to + buttons.length) % buttons.length, true);
  });
  const element = make('div', { class: 'tl-panels' }, list, ...tabs.map(({ panel }) => panel));
  select(0, false);
  return element;
}
