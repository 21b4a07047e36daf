/** Shows a place in code that is not being edited: opens the file's tab, marks the line and moves there. */
import type { Place } from './output-list.ts';

/** `host` is the region with the example's code, as `components/ExampleFiles.astro` writes it. */
export function showPlace(host: HTMLElement, { file, line }: Place): void {
  for (const marked of host.querySelectorAll('.line.is-marked')) marked.classList.remove('is-marked');
  const code = open(host, file);
  const found = code?.querySelectorAll<HTMLElement>('.line')[line];
  if (!found) return;
  found.classList.add('is-marked');
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: 'nearest' });
}

function open(host: HTMLElement, file: string): Element | null | undefined {
  const panel = [...host.querySelectorAll<HTMLElement>('.tabs-panel')].find(
    (candidate) => candidate.dataset['label'] === file,
  );
  if (panel) {
    const tab = document.getElementById(panel.getAttribute('aria-labelledby') ?? '');
    tab?.click();
    return panel.querySelector('pre');
  }
  const setup = [...host.querySelectorAll<HTMLDetailsElement>('details')].find(
    (candidate) => candidate.querySelector('summary code')?.textContent === file,
  );
  if (setup) {
    setup.open = true;
    return setup.querySelector('pre');
  }
  return host.querySelector(':scope > pre');
}
