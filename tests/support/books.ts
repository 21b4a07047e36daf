/** Books as the checker reads them: with the worlds that their examples may import. Without those an example that does is left out. */
import { type Book, readBook } from '../../src/checker/find-chapters.ts';
import { worldNames } from '../../src/worlds/index.ts';

/** All chapters of the book in a folder. */
export function readWholeBook(folder: string): Promise<Book> {
  return readBook(folder, worldNames);
}
