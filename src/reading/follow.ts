/** Follows the reader through a chapter and keeps how far it was read. */
import { keepProgress, loadProgress } from './kept-progress.ts';
import { advance } from './progress.ts';

/** A section counts as begun, and is where reading goes on, when its heading has passed this part of the window. */
const readingLine = 1 / 3;

/**
 * @param chapter the slug
 * @param headings the chapter's sections, in order
 */
export function followReading(chapter: string, headings: HTMLElement[]): void {
  let progress = loadProgress(chapter);
  let scrolled = false;
  const top = (element: Element | undefined) =>
    element?.getBoundingClientRect().top ?? Number.POSITIVE_INFINITY;
  const end = document.querySelector('.pager') ?? undefined;

  function look(): void {
    const current = headings.findLast((heading) => top(heading) < innerHeight * readingLine);
    const ends = headings
      .filter((_, place) => top(headings[place + 1] ?? end) < innerHeight)
      .map(({ id }) => id);
    const seen = { ends, ...(current && { at: current.id, title: current.textContent ?? '' }) };
    const next = advance(
      progress,
      seen,
      headings.map(({ id }) => id),
    );
    if (JSON.stringify(next) === JSON.stringify(progress)) return;
    progress = next;
    keepProgress(chapter, progress);
  }

  // Opening a page, or following a link to its end, is not reading it: only scrolling counts.
  let waiting: ReturnType<typeof setTimeout> | undefined;
  addEventListener(
    'scroll',
    () => {
      if (!scrolled) {
        scrolled = true;
        return;
      }
      waiting ??= setTimeout(() => {
        waiting = undefined;
        look();
      }, 400);
    },
    { passive: true },
  );
  addEventListener('pagehide', () => {
    if (waiting !== undefined) look();
  });
}
