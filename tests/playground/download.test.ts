import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { unzipSync } from 'fflate';
import { folderOf, zipFolder } from '../../src/playground/download.ts';
import { downloadSources } from '../../src/worlds/sources.ts';

const example = { id: 'rates', chapter: 'waiting', title: 'Rates', entry: 'main.ts' };
const main = `import { getRates } from './worlds/rates.ts';\nconst rates = await getRates('EUR');\nconsole.log(typeof rates.USD);\n`;

describe('a downloaded example', () => {
  test('contains its files, the worlds it needs with their servers, and nothing else of them', () => {
    const folder = folderOf(example, { 'main.ts': main }, downloadSources());
    assert.equal(folder['main.ts'], main);
    assert.ok(folder['worlds/rates.ts'] && folder['worlds/network.ts'] && folder['worlds/servers/rates.ts']);
    assert.equal(folder['worlds/helpers.ts'], undefined);
    assert.match(folder['README.md'] ?? '', /node main\.ts/);
    const plain = folderOf(example, { 'main.ts': 'console.log(1);' }, downloadSources());
    assert.deepEqual(Object.keys(plain).sort(), ['README.md', 'main.ts', 'package.json']);
  });

  test('runs with plain node', () => {
    const folder = mkdtempSync(join(tmpdir(), 'interleave-download-'));
    try {
      const archive = zipFolder('rates', folderOf(example, { 'main.ts': main }, downloadSources()));
      for (const [name, bytes] of Object.entries(unzipSync(archive))) {
        mkdirSync(dirname(join(folder, name)), { recursive: true });
        writeFileSync(join(folder, name), bytes);
      }
      const printed = execFileSync(process.execPath, ['main.ts'], {
        cwd: join(folder, 'rates'),
        encoding: 'utf8',
      });
      assert.equal(printed, 'number\n');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('is the same archive every time', () => {
    const folder = { 'main.ts': main };
    assert.deepEqual(zipFolder('rates', folder), zipFolder('rates', folder));
  });
});
