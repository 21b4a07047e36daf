import { randomUUID } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Writes a file that others may be reading: aside, and then renamed, so that nobody ever finds half of it, not after a crash
 * either. A disk that cannot be written to costs time later, and nothing else. JavaScript: it serves what starts the command.
 *
 * @param {string} path
 * @param {string | Uint8Array} content
 */
export function writeAside(path, content) {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const aside = `${path}.${randomUUID()}`;
    writeFileSync(aside, content);
    renameSync(aside, path);
  } catch {
    // See above.
  }
}
