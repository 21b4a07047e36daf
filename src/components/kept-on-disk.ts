/** What is slow to make and always comes out the same is kept between builds, under the hash of all it is made of. */
import { createHash } from 'node:crypto';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFile } from '../files/replace-file.js';

const root = 'node_modules/.cache/interleave';

const hashOf = (texts: string[]) => {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex');
};

/**
 * A hash over files that make something: with them, what they make changes.
 * @param patterns globs, relative to the project
 */
export async function versionOf(patterns: string[]): Promise<string> {
  const files = (await Array.fromAsync(glob(patterns))).sort();
  return hashOf(await Promise.all(files.map((file) => readFile(file, 'utf8'))));
}

/** A place for texts of one kind, each under the hash of what it is made of. */
export class KeptTexts {
  readonly #folder: string;

  /** @param kind names the folder */
  constructor(kind: string) {
    this.#folder = join(root, kind);
  }

  #file(madeOf: string[]): string {
    return join(this.#folder, hashOf(madeOf));
  }

  /** @returns nothing when there is no such text yet */
  async read(madeOf: string[]): Promise<string | undefined> {
    return readFile(this.#file(madeOf), 'utf8').catch(() => undefined);
  }

  write(madeOf: string[], text: string): void {
    cacheFile(this.#file(madeOf), text);
  }

  /** Reads the text, or makes and keeps it. */
  async get(madeOf: string[], make: () => string | Promise<string>): Promise<string> {
    const known = await this.read(madeOf);
    if (known !== undefined) return known;
    const made = await make();
    this.write(madeOf, made);
    return made;
  }
}
