import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { bundleCommand } from '../../src/checker/bundle/make-bundle.ts';
import { signSources } from '../../src/checker/bundle/sources.js';

const cli = fileURLToPath(new URL('../../src/checker/start.js', import.meta.url));
const book = (name: string) => fileURLToPath(new URL(`../books/${name}`, import.meta.url));

/** Runs the command as a writer does, in the folder of a book. */
const run = (name: string, ...args: string[]) => runScript(cli, name, args);

async function runScript(script: string, name: string, args: string[] = [], env = process.env) {
  const child = spawn(process.execPath, [script, ...args], {
    cwd: book(name),
    env,
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

test('without the native compiler TypeScript 6 finds the same, and the report says once why it is slower', async () => {
  // The compiler's files have no place to lie.
  const env = { ...process.env, TMPDIR: join(tmpdir(), 'interleave-not-there') };
  const { out, error, code } = await runScript(cli, 'wrong-digit', ['--no-cache'], env);
  const [said, ...report] = out.split('\n');
  assert.match(said ?? '', /^The native compiler.*: ENOENT: .*interleave-not-there.* slower/);
  assert.equal(report.join('\n'), (await run('wrong-digit', '--no-cache')).out);
  assert.equal(error, '');
  assert.equal(code, 1);
});

test('the command as one script reports the same, with the native compiler', async () => {
  const caches = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
  mkdirSync(caches, { recursive: true });
  const folder = mkdtempSync(join(caches, 'command-'));
  try {
    const bundle = join(folder, 'command.cjs');
    writeFileSync(bundle, await bundleCommand());
    const sources = join(folder, 'sources.mjs');
    writeFileSync(
      sources,
      `await (await import(${JSON.stringify(new URL('../../src/checker/cli.ts', import.meta.url).href)})).run();\n`,
    );
    const start = join(folder, 'start.cjs');
    // TypeScript 6 works in a thread of its own; the native compiler does not.
    writeFileSync(
      start,
      `const { readFileSync } = require('node:fs');
const { syncBuiltinESMExports } = require('node:module');
const { Script } = require('node:vm');
const threads = require('node:worker_threads');
threads.Worker = class extends threads.Worker {
  constructor(script, options) {
    if (String(script).includes('typecheck/node-worker')) console.error('TypeScript 6');
    super(script, options);
  }
};
syncBuiltinESMExports();
const filename = ${JSON.stringify(bundle)};
const script = new Script(readFileSync(filename, 'latin1'), { filename });
script.runInThisContext()(require, { exports: {} }, (name) => import(name)).run();
`,
    );
    for (const [expected, name, ...args] of [
      [1, 'wrong-digit'],
      [1, 'type-error'],
      [0, 'fine'],
      [0, 'fine', '--host', 'engine,chromium'],
    ] as const) {
      const found = await runScript(start, name, ['--no-cache', ...args]);
      assert.equal(found.code, expected, found.error);
      assert.deepEqual(found, await runScript(sources, name, ['--no-cache', ...args]));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test('the signature of files is another one when one of them is changed or replaced', () => {
  const folder = mkdtempSync(join(tmpdir(), 'interleave-signature-'));
  try {
    const [file, other] = [join(folder, 'a.ts'), join(folder, 'b.ts')];
    const seen: unknown[] = [signSources([file])];
    const look = () => seen.push(signSources([file])?.signature);
    writeFileSync(file, 'a');
    look();
    assert.equal(signSources([file])?.signature, seen.at(-1));
    writeFileSync(file, 'ab');
    look();
    // Of the same size and with the same time of writing.
    writeFileSync(other, 'cd');
    const { atime, mtime } = statSync(file);
    utimesSync(other, atime, mtime);
    renameSync(other, file);
    look();
    assert.equal(seen[0], undefined);
    assert.equal(new Set(seen).size, seen.length);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
