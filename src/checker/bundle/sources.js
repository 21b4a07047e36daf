/** The state our own sources are in, without reading them. JavaScript: it is asked for before anything else, in every check. */
import { createHash } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const sourceRoot = new URL('../../', import.meta.url);
/** Every folder of `src` with code that the checker runs. */
export const sourceFolders = [
  'checker',
  'engine',
  'exercises',
  'files',
  'sandbox',
  'snippets',
  'trace',
  'typecheck',
  'worlds',
];
/** What npm has really put there; the lock file of a checkout says only what it should. */
export const installed = fileURLToPath(new URL('../node_modules/.package-lock.json', sourceRoot));

/**
 * @typedef {object} SignedSources
 * @property {string} signature Another one when a file has another size, time of change or inode, or a package was installed.
 * @property {number} changedAt When the last of them changed, Unix ms.
 */

/**
 * Nothing when a file is missing, as where npm has not listed what it installed. Times of change cannot be set by a program, unlike those of writing.
 * @param {readonly string[]} paths
 * @returns {SignedSources | undefined}
 */
export function signSources(paths = [...sourceFiles(), installed]) {
  const hash = createHash('sha256').update(`${process.version} ${process.arch}\0${sourceRoot}`);
  let changedAt = 0;
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (!stats) return undefined;
    changedAt = Math.max(changedAt, stats.ctimeMs);
    hash.update(`\0${path}\0${stats.size}\0${stats.ctimeMs}\0${stats.ino}`);
  }
  return { signature: hash.digest('hex').slice(0, 32), changedAt };
}

/** Their paths, in the same order everywhere. */
export function sourceFiles() {
  return sourceFolders.flatMap((name) => filesUnder(fileURLToPath(new URL(name, sourceRoot))));
}

/** @param {string} folder @returns {string[]} */
function filesUnder(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .flatMap((entry) => (entry.isFile() ? [`${entry.parentPath}/${entry.name}`] : []))
    .sort();
}

/** Where the whole command lies as one script. @param {string} signature */
export function bundlePath(signature) {
  return new URL(`../node_modules/.cache/interleave/checker/${signature}.cjs`, sourceRoot);
}
