/** The examples of the whole book, for pages that show them outside their chapter and for their data files. */
import { readFile } from 'node:fs/promises';
import { type Book, isWritten } from '../book/chapters.ts';
import { extract } from '../snippets/extract.ts';
import type { Exercise, Snippet } from '../snippets/snippet.ts';
import { loadBook } from './book-data.ts';

export interface BookExample {
  /** `1.4`: the chapter's number and the example's place in it; solutions and answers, which are folded, have none. */
  number: string | undefined;
  snippet: Snippet;
}

interface BookExamples {
  examples: BookExample[];
  /** By `chapter/id`. */
  byName: Map<string, BookExample>;
  exercises: Exercise[];
}

async function readExamples(book: Book): Promise<BookExamples> {
  const perChapter = await Promise.all(
    book.chapters.filter(isWritten).map(async ({ number, slug, file }) => {
      const source = await readFile(file.path, 'utf8');
      const { snippets, exercises } = extract({ path: file.path, source, chapter: slug });
      let place = 0;
      return {
        examples: snippets.map((snippet) => ({
          number: snippet.folded ? undefined : `${number}.${++place}`,
          snippet,
        })),
        exercises,
      };
    }),
  );
  const examples = perChapter.flatMap((chapter) => chapter.examples);
  return {
    examples,
    byName: new Map(examples.map((example) => [`${example.snippet.chapter}/${example.snippet.id}`, example])),
    exercises: perChapter.flatMap((chapter) => chapter.exercises),
  };
}

let read: Promise<BookExamples> | undefined;

/** Read once per build, and each time while the book is being written. */
async function load(): Promise<BookExamples> {
  if (!read || import.meta.env.DEV) read = readExamples(await loadBook());
  return read;
}

/** All examples in reading order. */
export const loadExamples = async (): Promise<BookExample[]> => (await load()).examples;

/** All exercises in reading order; the starter of each is among the examples. */
export const loadExercises = async (): Promise<Exercise[]> => (await load()).exercises;

/** @throws Error when the book has no such example: what names an example may not outlive it. */
export async function findExample(chapter: string, id: string): Promise<BookExample> {
  const found = (await load()).byName.get(`${chapter}/${id}`);
  if (!found) throw new Error(`Chapter "${chapter}" has no example "${id}".`);
  return found;
}
