/** Shows in the contents how far each chapter was read, and on the cover where to go on. */
import { listProgress } from './kept-progress.ts';
import { fractionRead, type ReadingProgress } from './progress.ts';

const stopsOf = (chapter: string) =>
  document.querySelectorAll<HTMLElement>(`.stop[data-chapter="${CSS.escape(chapter)}"]`);

function mark(stop: HTMLElement, progress: ReadingProgress): void {
  const part = fractionRead(progress);
  if (part === 0) return;
  stop.style.setProperty('--read', String(part));
  stop.dataset['read'] = part === 1 ? 'whole' : 'begun';
  const words = stop.querySelector('.stop-read');
  if (words) words.textContent = part === 1 ? '(read)' : `(${Math.round(part * 100)} % read)`;
}

/** Points the cover at the place in the chapter; false when the chapter is not in the contents any more. */
function offerToGoOn(line: HTMLElement, chapter: string, progress: ReadingProgress): boolean {
  const link = stopsOf(chapter)[0]?.querySelector('a');
  if (!link || !progress.at) return false;
  const place = document.createElement('a');
  place.href = `${link.href}#${progress.at}`;
  place.textContent = progress.title;
  line.replaceChildren(`Where you were in chapter ${stopsOf(chapter)[0]?.dataset['number']}: `, place);
  return true;
}

export function showReading(): void {
  const all = listProgress();
  for (const { chapter, progress } of all) for (const stop of stopsOf(chapter)) mark(stop, progress);
  const line = document.querySelector<HTMLElement>('[data-go-on]');
  if (line) all.some(({ chapter, progress }) => offerToGoOn(line, chapter, progress));
}
