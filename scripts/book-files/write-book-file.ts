/** Where the files that the whole book is made into go. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes the file and says so. It is written aside and then renamed: nobody finds half of it.
 * @param target the path, whose folder is made
 * @param chapters how many of them it contains
 */
export function writeBookFile(target: string, bytes: Uint8Array, chapters: number): void {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(`${target}.part`, bytes);
  renameSync(`${target}.part`, target);
  console.log(`${target}: ${chapters} chapters, ${(bytes.length / 1e6).toFixed(2)} MB`);
}
