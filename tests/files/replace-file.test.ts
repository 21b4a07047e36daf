import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { cacheFile, replaceFile } from '../../src/files/replace-file.js';

const moduleUrl = new URL('../../src/files/replace-file.js', import.meta.url).href;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'interleave-files-'));
});
after(() => rm(folder, { recursive: true, force: true }));

describe('replacing a file', () => {
  test('replaces the whole text, keeps the rights of the file and leaves nothing else behind', async () => {
    const path = join(folder, 'chapter.mdx');
    await writeFile(path, 'old and longer');
    await chmod(path, 0o640);
    replaceFile(path, 'new');
    assert.equal(await readFile(path, 'utf8'), 'new');
    assert.equal((await stat(path)).mode & 0o777, 0o640);
    assert.deepEqual(await readdir(folder), ['chapter.mdx']);
  });

  test('goes to the file behind a link, and the link stays', async () => {
    const target = join(folder, 'target.mdx');
    const link = join(folder, 'link.mdx');
    await writeFile(target, 'old');
    await symlink(target, link);
    replaceFile(link, 'new');
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
    // In a thread of its own: here, nobody could read while it writes.
    const writer = new Worker(
      `const { workerData: { module, path, texts } } = require('node:worker_threads');
      import(module).then(({ replaceFile }) => {
        for (let round = 0; round < 20; round++) replaceFile(path, texts[(round + 1) % 2]);
      });`,
      { eval: true, workerData: { module: moduleUrl, path, texts } },
    );
    const ended = once(writer, 'exit');
    let isWriting = true;
    ended.finally(() => {
      isWriting = false;
    });
    const lengths = new Set<number>();
    while (isWriting) lengths.add((await readFile(path)).length);
    assert.deepEqual(await ended, [0]);
    assert.deepEqual(
      [...lengths].filter((length) => length !== 2_000_000 && length !== 1_000_000),
      [],
    );
  });

  test('that fails leaves the old text and no remains', async () => {
    const own = await mkdtemp(join(folder, 'failing-'));
    const path = join(own, 'chapter.mdx');
    await writeFile(path, 'old');
    assert.throws(() => replaceFile(path, 12 as unknown as string), TypeError);
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(own), ['chapter.mdx']);
  });
});

test('what can be made again is kept with its folders, or not at all', async () => {
  const own = await mkdtemp(join(folder, 'cache-'));
  cacheFile(join(own, 'kind', 'name'), 'kept');
  assert.equal(await readFile(join(own, 'kind', 'name'), 'utf8'), 'kept');
  const beneathFile = join(own, 'kind', 'name', 'more');
  cacheFile(beneathFile, 'lost');
  assert.throws(() => replaceFile(beneathFile, 'lost'), /EEXIST|ENOTDIR/);
  assert.deepEqual(await readdir(join(own, 'kind')), ['name']);
});
