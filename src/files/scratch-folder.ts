/** Folders for files that live no longer than the process. */
import { accessSync, constants, mkdtempSync, realpathSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Linux keeps a file system in memory there: a thousand small files are written in an eighth of the time they take on a disk. */
const inMemory = '/dev/shm';
/** Bytes that must be free; containers may have very few. */
const enough = 256 * 2 ** 20;

/**
 * Makes an empty folder whose name begins with `prefix` and answers its real path: in memory where there is room, unless `TMPDIR`
 * says where such files belong. Whoever makes it removes it.
 * @throws Error when none can be made.
 */
export function makeScratchFolder(prefix: string): string {
  const parent = hasRoomInMemory() ? inMemory : tmpdir();
  return realpathSync(mkdtempSync(join(parent, prefix)));
}

function hasRoomInMemory(): boolean {
  if (process.env['TMPDIR']) return false;
  try {
    accessSync(inMemory, constants.W_OK);
    const { bavail, bsize } = statfsSync(inMemory);
    return bavail * bsize >= enough;
  } catch {
    return false;
  }
}
