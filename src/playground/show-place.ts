/** Shows places in code that is not being edited. */
import type { Place } from './output-list.ts';

/**
 * Opens the file's tab, marks the line as the place of an error or as the current one, and moves there.
 * @param host the region with the example's code, as `components/ExampleFiles.astro` writes it
 */
export function showPlace(
  host: HTMLElement,
  { file, line }: Pick<Place, 'file' | 'line'>,
  mark: 'error' | 'current' = 'error',
): void {
  const className = mark === 'error' ? 'is-marked' : 'is-current';
  unmark(host, className);
  const found = lineOf(findCode(host, file, 'open'), line);
  if (!found) return;
  found.classList.add(className);
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: 'nearest' });
}

/** Marks the line a moment of the run stands at; the reader's focus and place on the page stay. */
export function showCurrent(host: HTMLElement, place: Pick<Place, 'file' | 'line'> | undefined): void {
  unmark(host, 'is-current');
  if (place) lineOf(findCode(host, place.file, 'tab'), place.line)?.classList.add('is-current');
}

/** The file and 0-based line that a node of the code belongs to. */
export function placeOf(
  host: HTMLElement,
  node: Element,
  entry: string,
): Pick<Place, 'file' | 'line'> | undefined {
  const line = node.closest('.line');
  const code = line?.closest('pre');
  if (!line || !code || !host.contains(code)) return undefined;
  const panel = code.closest<HTMLElement>('.tabs-panel')?.dataset['label'];
  const setup = code.closest('details')?.querySelector('summary code')?.textContent;
  return { file: panel ?? setup ?? entry, line: [...code.querySelectorAll('.line')].indexOf(line) };
}

const unmark = (host: HTMLElement, className: string) => {
  for (const marked of host.querySelectorAll(`.line.${className}`)) marked.classList.remove(className);
};

const lineOf = (code: Element | null | undefined, line: number) =>
  code?.querySelectorAll<HTMLElement>('.line')[line];

/** `open` also unfolds what is folded away; `tab` only changes the tab. */
function findCode(host: HTMLElement, file: string, how: 'open' | 'tab'): Element | null | undefined {
  const panel = [...host.querySelectorAll<HTMLElement>('.tabs-panel')].find(
    (candidate) => candidate.dataset['label'] === file,
  );
  if (panel) {
    const tab = document.getElementById(panel.getAttribute('aria-labelledby') ?? '');
    if (tab?.getAttribute('aria-selected') !== 'true') tab?.click();
    return panel.querySelector('pre');
  }
  const setup = [...host.querySelectorAll<HTMLDetailsElement>('details')].find(
    (candidate) => candidate.querySelector('summary code')?.textContent === file,
  );
  if (setup) {
    if (how === 'open') setup.open = true;
    return setup.querySelector('pre');
  }
  return host.querySelector(':scope > pre');
}
