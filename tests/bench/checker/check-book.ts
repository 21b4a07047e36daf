/** The checker as its users run it, on a book of the benchmark: whole processes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chapterPath, type Listing, writeBook } from './generate-book.ts';
import { type Finished, type Measured, measure } from './measure.ts';

export const cli = fileURLToPath(new URL('../../../src/checker/start.js', import.meta.url));

/** Examples in a chapter. */
export const perChapter = 25;

/** Writes a book and has the checker fill in what its examples print. */
export async function makeBook(book: string, listings: readonly Listing[], size = perChapter): Promise<void> {
  await writeBook(book, listings, size);
  await measure(process.execPath, [cli, '--update', '--no-cache'], { cwd: book });
}

/** Checks with what is known from earlier checks in the folder `cache`. */
export function check(book: string, cache: string): Promise<Measured> {
  return measure(process.execPath, [cli, '--cache-dir', cache], { cwd: book });
}

/** Checks as if for the first time. */
export function checkCold(book: string): Promise<Measured> {
  return measure(process.execPath, [cli, '--no-cache'], { cwd: book });
}

/** A problem with an example; lines and columns from 1. */
export interface Reported {
  path: string;
  example: string;
  line: number;
  column: number;
  code: string;
}

/** Checks as if for the first time a book that may be wrong; what it has to say of examples, in its order. */
export async function checkWrong(
  book: string,
  ...more: string[]
): Promise<{ measured: Finished; problems: Reported[] }> {
  const args = [cli, '--no-cache', '--reporter', 'json', ...more];
  const measured = await measure(process.execPath, args, { cwd: book, codes: [0, 1] });
  const { problems } = JSON.parse(measured.stdout) as {
    problems: (Omit<Reported, 'example'> & { example?: string })[];
  };
  return {
    measured,
    problems: problems.flatMap(({ example, ...problem }) => (example ? [{ ...problem, example }] : [])),
  };
}

/** Changes the code of the first `count` examples of a chapter, but not what they print; `index`: another one each time. */
export function edit(book: string, chapter: number, count: number, index: number): void {
  const path = join(book, chapterPath(chapter));
  let left = count;
  const text = readFileSync(path, 'utf8').replaceAll(/^\/\/ Listing \d+.*$/gm, (line) =>
    left-- > 0 ? `${line.replace(/ edited.*/, '')} edited ${index}` : line,
  );
  writeFileSync(path, text);
}
