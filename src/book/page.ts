import {
  type Book,
  type Chapter,
  findChapter,
  isWritten,
  neighboursOf,
  type WrittenChapter,
} from './chapters.ts';
import { type Heading, type OutlineItem, outlineOf } from './outline.ts';
import { measureReading } from './reading-time.ts';
import { editUrl } from './site.ts';

/** Everything a chapter's page shows around its text, computed once. */
export interface ChapterPage {
  chapter: WrittenChapter;
  previous?: Chapter;
  next?: Chapter;
  outline: OutlineItem[];
  /** Reading time in whole minutes, at least 1. */
  minutes: number;
  /** Where to propose a change to the chapter's text. */
  editUrl: string;
}

/** @throws Error when there is no such chapter, or when it is only planned. */
export function getChapterPage(book: Book, slug: string, headings: Heading[]): ChapterPage {
  const chapter = findChapter(book, slug);
  if (!isWritten(chapter)) throw new Error(`Chapter "${slug}" is planned, but not written.`);
  const { starts, total } = measureReading(chapter.file.body);
  return {
    chapter,
    ...neighboursOf(book, chapter),
    outline: outlineOf(headings, starts),
    minutes: Math.max(1, Math.round(total)),
    editUrl: editUrl(chapter.file.path),
  };
}
