/** The book as the pages need it: the collections of `content.config.ts`, brought into order by `src/book`. */
import { getCollection, getEntry } from 'astro:content';
import { type Book, buildBook, type ChapterFile } from '../book/chapters.ts';
import { type Misconception, sortTerms, type Term } from '../book/glossary.ts';
import { createLinks } from '../book/links.ts';
import { type ReadingPath, resolvePaths } from '../book/reading-paths.ts';

export const links = createLinks(import.meta.env.BASE_URL);

async function loadPlan() {
  const plan = await getEntry('plan', 'book');
  if (!plan) throw new Error('content/book.json is missing: it names the parts and chapters of the book.');
  return plan.data;
}

async function readBook(): Promise<Book> {
  const plan = await loadPlan();
  const entries = await getCollection('chapters');
  return buildBook(
    plan.parts,
    entries.map(
      (entry): ChapterFile => ({ path: entry.filePath ?? entry.id, body: entry.body ?? '', ...entry.data }),
    ),
  );
}

let read: Promise<Book> | undefined;

/** Read once per build, and each time while the book is being written. */
export function loadBook(): Promise<Book> {
  if (!read || import.meta.env.DEV) read = readBook();
  return read;
}

export async function loadReadingPaths(book: Book): Promise<ReadingPath[]> {
  return resolvePaths(book, (await loadPlan()).paths);
}

/** The entry behind a written chapter, to be rendered. */
export async function findEntry(file: ChapterFile) {
  const entries = await getCollection('chapters');
  const entry = entries.find((candidate) => candidate.filePath === file.path);
  if (!entry) throw new Error(`${file.path} is not among the chapters.`);
  return entry;
}

/** The words of the book, by the alphabet. */
export async function loadTerms(): Promise<Term[]> {
  return sortTerms((await getCollection('glossary')).map(({ data }) => data));
}

/** In the order of the file, which is that of the chapters. */
export async function loadMisconceptions(): Promise<Misconception[]> {
  return (await getCollection('misconceptions')).map(({ data }) => data);
}
