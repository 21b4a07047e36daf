import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { affectedBy, changedSince } from '../../src/checker/affected.ts';

test('a change of prose affects its chapter, a change of the site none, a change of the engine all', () => {
  const changed = ['content/01-a/01-a.mdx', 'content/glossary.json', 'src/pages/index.astro', 'README.md'];
  assert.deepEqual(affectedBy(changed), {
    kind: 'some',
    paths: new Set(['content/01-a/01-a.mdx', 'README.md']),
  });
  for (const path of ['src/engine/wire.ts', 'src/worlds/rates.ts', 'package-lock.json', 'src/checker/cli.ts'])
    assert.deepEqual(affectedBy([path]), { kind: 'all' }, path);
});

test('committed, staged, unstaged and new files have changed; what is ignored has not', () => {
  const root = mkdtempSync(join(tmpdir(), 'interleave-since-'));
  try {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t.test', ...args], {
        cwd: root,
        stdio: 'pipe',
      });
    const write = (name: string, text: string) => writeFileSync(join(root, name), text);
    mkdirSync(join(root, 'content'));
    git('init', '-q');
    for (const name of ['committed', 'staged', 'unstaged', 'same', 'content/ä b']) write(name, '1');
    write('.gitignore', 'ignored\n');
    git('add', '-A');
    git('commit', '-qm', 'first');
    git('tag', 'first');
    write('committed', '2');
    write('content/ä b', '2');
    git('add', '-A');
    git('commit', '-qm', 'second');
    write('staged', '2');
    git('add', '-A');
    write('unstaged', '2');
    write('new', '1');
    write('ignored', '1');
    assert.deepEqual(changedSince('first', root).sort(), [
      'committed',
      'content/ä b',
      'new',
      'staged',
      'unstaged',
    ]);
    assert.throws(() => changedSince('nothing', root));
    assert.throws(() => changedSince('--output=x', root));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
});
