import { type Book, type Chapter, findChapter } from './chapters.ts';

/** A way through the book for one kind of reader, as `content/book.json` gives it. */
export interface PlannedPath {
  id: string;
  title: string;
  /** Slugs in reading order, or the whole book. */
  chapters: string[] | 'all';
}

export interface ReadingPath {
  id: string;
  title: string;
  chapters: Chapter[];
}

/** @throws Error when a path names a chapter the book does not have. */
export function resolvePaths(book: Book, paths: PlannedPath[]): ReadingPath[] {
  return paths.map(({ id, title, chapters }) => ({
    id,
    title,
    chapters: chapters === 'all' ? book.chapters : chapters.map((slug) => findChapter(book, slug)),
  }));
}
