/** Where the files that the whole book is made into go. */
import { replaceFile } from '../../src/files/replace-file.js';

/**
 * Writes the file and says so. It is written aside and then renamed: nobody finds half of it.
 * @param target the path, whose folder is made
 * @param chapters how many of them it contains
 */
export function writeBookFile(target: string, bytes: Uint8Array, chapters: number): void {
  replaceFile(target, bytes);
  console.log(`${target}: ${chapters} chapters, ${(bytes.length / 1e6).toFixed(2)} MB`);
}
