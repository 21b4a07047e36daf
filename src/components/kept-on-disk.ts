/** What is slow to make and always comes out the same is kept between builds, under the hash of all it is made of. */
import { createHash } from 'node:crypto';
import {
  closeSync,
  fstatSync,
  futimesSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFile } from '../files/replace-file.js';

const root = 'node_modules/.cache/interleave';

/** What is kept: each kind has a folder of its own. */
export const keptKinds = ['cards', 'examples', 'highlighted', 'notices', 'recordings', 'types'] as const;
export type KeptKind = (typeof keptKinds)[number];

const day = 24 * 60 * 60 * 1_000;
/** So long (ms) is kept what no build has asked for. */
export const keptFor = 30 * day;

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

/** The text of a file, whose time of change is moved to now when it is more than a day old: that is when it was last used. */
function readAndTouch(file: string): string {
  // In one go: for a file this small, handing it to another thread takes longer than reading it.
  const opened = openSync(file, 'r');
  try {
    const now = Date.now();
    if (now - fstatSync(opened).mtimeMs > day) {
      try {
        futimesSync(opened, now / 1_000, now / 1_000);
      } catch {
        // Somebody else's file is of use all the same.
      }
    }
    return readFileSync(opened, 'utf8');
  } finally {
    closeSync(opened);
  }
}

/** A place for texts of one kind, each under the hash of what it is made of. */
export class KeptTexts {
  readonly #folder: string;

  /** @param place the folder of all kinds */
  constructor(kind: KeptKind, place = root) {
    this.#folder = join(place, kind);
  }

  #file(madeOf: string[]): string {
    return join(this.#folder, hashOf(madeOf));
  }

  /** @returns nothing when there is no such text yet */
  async read(madeOf: string[]): Promise<string | undefined> {
    try {
      return readAndTouch(this.#file(madeOf));
    } catch {
      return undefined;
    }
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

/**
 * Removes what has not been used for `keptFor`. A build beside this one that asks for it at the same moment has read it, or makes
 * it anew.
 * @param place the folder of all kinds
 * @returns how many files are gone
 */
export function removeUnused(place = root): number {
  const before = Date.now() - keptFor;
  let removed = 0;
  for (const kind of keptKinds) {
    let names: string[];
    try {
      names = readdirSync(join(place, kind));
    } catch {
      // Nothing of this kind was ever kept.
      continue;
    }
    for (const name of names) {
      const file = join(place, kind, name);
      const used = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
      if (used === undefined || used >= before) continue;
      rmSync(file, { force: true });
      removed++;
    }
  }
  return removed;
}
