/** What README.md shows is what really happens: its program is run and its trace compared. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';

const run = promisify(execFile);

function fence(text: string, language: string): string {
  const found = new RegExp(`\`\`\`${language}(?: [^\\n]*)?\\n([\\s\\S]*?)\`\`\``).exec(text)?.[1];
  assert.ok(found, `README.md has a ${language} fence`);
  return found;
}

test('the trace in the README is that of its program', async () => {
  const readme = await readFile('README.md', 'utf8');
  const folder = await mkdtemp(join(tmpdir(), 'interleave-readme-'));
  try {
    const path = join(folder, 'trade.ts');
    await writeFile(path, fence(readme, 'ts'));
    const { stdout } = await run(process.execPath, ['src/engine/trace-cli.ts', path]);
    assert.equal(stdout.trimEnd(), fence(readme, 'text').trimEnd());
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('every script the documents name exists', async () => {
  const { scripts } = JSON.parse(await readFile('package.json', 'utf8')) as {
    scripts: Record<string, string>;
  };
  for (const file of ['README.md', 'CONTRIBUTING.md']) {
    const text = await readFile(file, 'utf8');
    for (const [, name = ''] of text.matchAll(/npm run ([\w:-]+)/g))
      assert.ok(name in scripts, `${file} names npm run ${name}`);
  }
});
