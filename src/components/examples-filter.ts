/** Narrows the list of all examples down to those that contain the words and have every chosen feature. */
import { hideEmptyChapters } from './hide-empty.ts';

const form = document.querySelector<HTMLFormElement>('[data-part="filter"]');
const count = document.querySelector<HTMLElement>('[data-part="count"]');
const items = [...document.querySelectorAll<HTMLElement>('[data-part="example"]')];

function update(): void {
  if (!form || !count) return;
  const data = new FormData(form);
  const words = String(data.get('words') ?? '')
    .toLowerCase()
    .split(/\s+/)
    .filter(Boolean);
  const wanted = data.getAll('feature').map(String);
  for (const item of items) {
    const features = (item.dataset['features'] ?? '').split('|');
    const text = item.dataset['words'] ?? '';
    item.hidden = !(
      wanted.every((name) => features.includes(name)) && words.every((word) => text.includes(word))
    );
  }
  hideEmptyChapters();
  const shown = items.filter(({ hidden }) => !hidden).length;
  count.textContent = shown === items.length ? '' : `${shown} of ${items.length} examples`;
}

form?.addEventListener('input', update);
form?.addEventListener('submit', (event) => event.preventDefault());
// The browser may have filled in the form again on the way back.
update();
