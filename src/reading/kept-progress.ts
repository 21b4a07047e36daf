/** Progress in the reader's own browser, one entry a chapter; exported and imported with everything else that is kept. */
import { keep, listKept, readKept } from '../playground/kept-store.ts';
import { type ReadingProgress, readProgress } from './progress.ts';

const kind = 'reading';
/** Of the entry's form; progress holds for every version of a chapter, since its sections are known by name. */
const version = '1';
const nameOf = (chapter: string) => ({ kind, chapter, id: 'chapter' });

export const loadProgress = (chapter: string): ReadingProgress =>
  readProgress(readKept(nameOf(chapter), version)?.value);

/** Returns false when the browser would not keep it. */
export const keepProgress = (chapter: string, progress: ReadingProgress): boolean =>
  keep(nameOf(chapter), version, progress);

/** All chapters that were begun, the one read last first. */
export const listProgress = (): { chapter: string; progress: ReadingProgress }[] =>
  listKept()
    .filter((entry) => entry.kind === kind)
    .map(({ chapter, value }) => ({ chapter, progress: readProgress(value) }));
