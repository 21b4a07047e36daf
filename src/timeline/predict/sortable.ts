/** A list whose lines can be put in order: by dragging, by arrow keys on a line, or by its two buttons. */
import { iconButton, make } from '../interactive/dom.ts';

export interface Sortable {
  readonly element: HTMLElement;
  readonly order: string[];
}

/** `announce` gets a sentence after each move, for readers who listen. */
export function createSortable(lines: readonly string[], announce: (text: string) => void): Sortable {
  const list = make('ol', { class: 'pr-lines', role: 'list' });
  const order = () => [...list.children].map((item) => (item as HTMLElement).dataset['line'] ?? '');

  const move = (item: HTMLElement, to: number, focus?: HTMLElement) => {
    const items = [...list.children];
    const from = items.indexOf(item);
    const last = items.length - 1;
    const target = Math.min(last, Math.max(0, to));
    if (target === from) return;
    list.insertBefore(item, items[target > from ? target + 1 : target] ?? null);
    update();
    focus?.focus();
    announce(`${item.dataset['line']}: now ${target + 1} of ${items.length}`);
  };

  function update(): void {
    const last = list.childElementCount - 1;
    for (const [i, item] of [...list.children].entries()) {
      item.querySelector('.pr-up')?.setAttribute('aria-disabled', String(i === 0));
      item.querySelector('.pr-down')?.setAttribute('aria-disabled', String(i === last));
      item
        .querySelector('.pr-grip')
        ?.setAttribute(
          'aria-label',
          `${(item as HTMLElement).dataset['line']}, ${i + 1} of ${last + 1}. Arrow keys move it.`,
        );
    }
  }

  for (const line of lines) {
    const item = make('li', { class: 'pr-line', 'data-line': line });
    const indexOf = () => [...list.children].indexOf(item);
    const grip = make(
      'button',
      { type: 'button', class: 'pr-grip' },
      make('span', { class: 'pr-text', text: line }),
    );
    const up = iconButton('up', `Move up: ${line}`, () => move(item, indexOf() - 1, up));
    const down = iconButton('down', `Move down: ${line}`, () => move(item, indexOf() + 1, down));
    up.classList.add('pr-up');
    down.classList.add('pr-down');
    item.append(grip, up, down);
    list.append(item);
    grip.addEventListener('keydown', (event) => {
      const to = {
        ArrowUp: indexOf() - 1,
        ArrowDown: indexOf() + 1,
        Home: 0,
        End: list.childElementCount - 1,
      }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      move(item, to, grip);
    });
    makeDraggable(item, grip, list, update, () =>
      announce(`${line}: now ${indexOf() + 1} of ${list.childElementCount}`),
    );
  }
  update();
  return {
    element: list,
    get order() {
      return order();
    },
  };
}

/** Lets a line follow the pointer; its neighbours make room. */
function makeDraggable(
  item: HTMLElement,
  grip: HTMLElement,
  list: HTMLElement,
  onMove: () => void,
  onDrop: () => void,
): void {
  let start: { y: number; id: number } | undefined;
  let moved = false;
  grip.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    start = { y: event.clientY, id: event.pointerId };
    moved = false;
    grip.setPointerCapture(event.pointerId);
  });
  grip.addEventListener('pointermove', (event) => {
    if (!start || event.pointerId !== start.id) return;
    let by = event.clientY - start.y;
    if (!moved && Math.abs(by) < 4) return;
    moved = true;
    item.classList.add('is-dragged');
    const swap = (other: Element | null, direction: 1 | -1) => {
      if (!start || !(other instanceof HTMLElement)) return false;
      const height = other.offsetHeight;
      if (by * direction < height / 2) return false;
      if (direction > 0) list.insertBefore(other, item);
      else list.insertBefore(other, item.nextSibling);
      start.y += height * direction;
      by = event.clientY - start.y;
      onMove();
      return true;
    };
    while (swap(item.nextElementSibling, 1) || swap(item.previousElementSibling, -1));
    item.style.transform = `translateY(${by}px)`;
  });
  const drop = () => {
    if (!start) return;
    start = undefined;
    item.classList.remove('is-dragged');
    item.style.transform = '';
    if (moved) onDrop();
  };
  grip.addEventListener('pointerup', drop);
  grip.addEventListener('pointercancel', drop);
}
