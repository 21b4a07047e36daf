import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const cli = fileURLToPath(new URL('../../src/checker/start.js', import.meta.url));
const book = (name: string) => fileURLToPath(new URL(`../books/${name}`, import.meta.url));

/** Runs the command as a writer does, in the folder of a book. */
async function run(name: string, ...args: string[]) {
  const child = spawn(process.execPath, [cli, ...args], {
    cwd: book(name),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const read = async (stream: AsyncIterable<Buffer>) =>
    Buffer.concat(await Array.fromAsync(stream)).toString();
  const [out, error, [code]] = await Promise.all([
    read(child.stdout),
    read(child.stderr),
    once(child, 'exit'),
  ]);
  return { out, error, code };
}

test('a fine book is said to be fine, with exit code 0 and nothing on standard error', async () => {
  const { out, error, code } = await run('fine');
  assert.match(out, /2 examples: 2 run, 0 only type-checked, 0 recorded – all fine\n$/);
  assert.equal(error, '');
  assert.equal(code, 0);
});

test('a wrong book exits with 1, and its report has no colours where nobody sees them', async () => {
  const { out, code } = await run('wrong-digit');
  assert.match(out, /01-chapter\.mdx:14:2 output-differs/);
  assert.ok(!out.includes('\u001b'));
  assert.equal(code, 1);
});

test('a wrong command exits with 2, says what was expected and checks nothing', async () => {
  const { out, error, code } = await run('fine', '--updaet');
  assert.equal(out, '');
  assert.match(error, /^expected --update.*\nfound: --updaet\n/);
  assert.equal(code, 2);
});
