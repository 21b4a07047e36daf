/** Files that others may be reading, or that matter to somebody. JavaScript: it serves what starts the checker. */
import { randomUUID } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';

/**
 * Replaces a file's content at one stroke, or makes the file and its folders: who reads it, or starts again after a crash,
 * finds the old content or the new, never a part. The file behind a link is replaced, and the link stays; so do its rights.
 *
 * @param {string} path
 * @param {string | Uint8Array} content
 * @throws Error of the file system; the old content is there then, and nothing else.
 */
export function replaceFile(path, content) {
  const known = statSync(path, { throwIfNoEntry: false });
  const target = known ? realpathSync(path) : path;
  if (!known) mkdirSync(dirname(target), { recursive: true });
  writeAside(target, content, known?.mode ?? 0o666, true);
}

/**
 * Keeps what can be made again, also at one stroke. A disk that cannot be written to costs time later, and nothing else.
 *
 * @param {string} path
 * @param {string | Uint8Array} content
 */
export function cacheFile(path, content) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeAside(path, content, 0o666, false);
  } catch {
    // See above.
  }
}

/**
 * @param {string} target
 * @param {string | Uint8Array} content
 * @param {number} mode
 * @param {boolean} lasts Whether it must be on the disk before it takes its name: power may fail in between.
 */
function writeAside(target, content, mode, lasts) {
  const aside = `${target}.${randomUUID()}.tmp`;
  try {
    const file = openSync(aside, 'wx', mode);
    try {
      writeFileSync(file, content);
      if (lasts) fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(aside, target);
  } catch (error) {
    rmSync(aside, { force: true });
    throw error;
  }
}
