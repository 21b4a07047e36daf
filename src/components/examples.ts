/** The examples of the whole book, for pages that show them outside their chapter and for their data files. */
import { readFile } from 'node:fs/promises';
import { type Book, isWritten } from '../book/chapters.ts';
import { extract } from '../snippets/extract.ts';
import type { Snippet } from '../snippets/snippet.ts';
import { loadBook } from './book-data.ts';

export interface BookExample {
  /** `1.4`: the chapter's number and the example's place in it; solutions and answers, which are folded, have none. */
  number: string | undefined;
  snippet: Snippet;
}

async function readExamples(book: Book): Promise<BookExample[]> {
  const perChapter = await Promise.all(
    book.chapters.filter(isWritten).map(async ({ number, slug, file }) => {
      const source = await readFile(file.path, 'utf8');
      const { snippets } = extract({ path: file.path, source, chapter: slug });
      let place = 0;
      return snippets.map((snippet) => ({
        number: snippet.folded ? undefined : `${number}.${++place}`,
        snippet,
      }));
    }),
  );
  return perChapter.flat();
}

let examples: Promise<BookExample[]> | undefined;

/** All examples in reading order. Read once per build, and each time while the book is being written. */
export async function loadExamples(): Promise<BookExample[]> {
  if (!examples || import.meta.env.DEV) examples = readExamples(await loadBook());
  return examples;
}

/** @throws Error when the book has no such example: what names an example may not outlive it. */
export async function findExample(chapter: string, id: string): Promise<BookExample> {
  const all = await loadExamples();
  const found = all.find(({ snippet }) => snippet.chapter === chapter && snippet.id === id);
  if (!found) throw new Error(`Chapter "${chapter}" has no example "${id}".`);
  return found;
}
