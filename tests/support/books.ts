/** Books as the checker reads them: with the worlds that their examples may import. Without those an example that does is left out. */
import { type Book, readBook } from '../../src/checker/find-chapters.ts';
import { worldFiles } from '../../src/worlds/index.ts';

/** As `extract` wants them: `rates`. */
export const worldNames: readonly string[] = worldFiles.map((file) => file.replace(/^worlds\/|\.ts$/g, ''));

/** All chapters of the book in a folder. */
export function readWholeBook(folder: string): Promise<Book> {
  return readBook(folder, worldNames);
}
