import assert from 'node:assert/strict';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { writeAtomically } from '../../src/checker/update.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interleave-update-'));
});
after(() => rm(folder, { recursive: true, force: true }));

describe('writing a chapter', () => {
  test('replaces the whole text, keeps the rights of the file and leaves nothing else behind', async () => {
    const path = join(folder, 'chapter.mdx');
    await writeFile(path, 'old and longer');
    await chmod(path, 0o640);
    await writeAtomically(path, 'new');
    assert.equal(await readFile(path, 'utf8'), 'new');
    assert.equal((await stat(path)).mode & 0o777, 0o640);
    assert.deepEqual(await readdir(folder), ['chapter.mdx']);
  });

  test('goes to the file behind a link, and the link stays', async () => {
    const target = join(folder, 'target.mdx');
    const link = join(folder, 'link.mdx');
    await writeFile(target, 'old');
    await symlink(target, link);
    await writeAtomically(link, 'new');
    assert.equal(await readFile(target, 'utf8'), 'new');
    assert.ok(
      (await readdir(folder, { withFileTypes: true })).some(
        (entry) => entry.name === 'link.mdx' && entry.isSymbolicLink(),
      ),
    );
  });

  test('never shows a reader a part: every read finds the old text or the new', async () => {
    const path = join(folder, 'watched.mdx');
    const texts = ['a'.repeat(2_000_000), 'b'.repeat(1_000_000)];
    await writeFile(path, texts[0] ?? '');
    const lengths = new Set<number>();
    let writing = true;
    const reading = (async () => {
      while (writing) lengths.add((await readFile(path)).length);
    })();
    for (let round = 0; round < 20; round++) await writeAtomically(path, texts[(round + 1) % 2] ?? '');
    writing = false;
    await reading;
    assert.deepEqual(
      [...lengths].filter((length) => length !== 2_000_000 && length !== 1_000_000),
      [],
    );
  });

  test('that fails leaves the old text and no remains', async () => {
    const own = await mkdtemp(join(folder, 'failing-'));
    const path = join(own, 'chapter.mdx');
    await writeFile(path, 'old');
    await assert.rejects(writeAtomically(path, 12 as unknown as string), TypeError);
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(own), ['chapter.mdx']);
  });
});
