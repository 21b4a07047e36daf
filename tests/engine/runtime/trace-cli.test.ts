import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { closePool } from '../../../src/engine/hosts/node.ts';
import { loadProgram } from '../../../src/engine/load-program.ts';
import { main, readCommand } from '../../../src/engine/trace-cli.ts';

const files = {
  'main.ts': `
import { double } from '../lib/double.ts';
import { getRates } from './worlds/rates.ts';
console.log(double(21), (await getRates('USD')).EUR);
console.error('to standard error');
setTimeout(() => console.log('later'), 10);
`,
  '../lib/double.ts': 'export const double = (n: number): number => n * 2;\n',
  'plain.js': `console.log('plain', typeof process.nextTick); process.exitCode = 5;\n`,
  'fails.mjs': `console.log('before');\nthrow new RangeError('no');\n`,
  'loops.ts': `console.log('before'); for (;;);\n`,
  'stuck.ts': 'await new Promise(() => {});\n',
  'wrong.ts': 'const x = ;\nimport "./missing.ts";\n',
  'page.ts': `console.log(typeof self, typeof process); console.log(Math.random());\n`,
};

let folder = '';
const at = (name: string) => join(folder, 'app', name);

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'interleave-trace-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(at(name)), { recursive: true });
    writeFileSync(at(name), text);
  }
});
after(async () => {
  rmSync(folder, { recursive: true, force: true });
  await closePool();
});

async function trace(...argv: string[]) {
  let out = '';
  let error = '';
  const code = await main(argv, {
    out: (text) => {
      out += text;
    },
    error: (text) => {
      error += text;
    },
    progress() {},
  });
  return { code, out, error };
}

describe('npm run trace', () => {
  it('prints the run as text', async () => {
    const { code, out, error } = await trace(at('main.ts'));
    assert.equal(code, 0);
    assert.equal(error, '');
    assert.match(out, /the program starts/);
    assert.match(out, /getRates begins, called by app\/main\.ts/);
    assert.match(out, /rates\.test finishes request 1 with 200/);
  });

  it('prints only what the program printed, where Node would, with its exit code', async () => {
    assert.deepEqual(await trace(at('main.ts'), '--format', 'output'), {
      code: 0,
      out: '42 0.8\nlater\n',
      error: 'to standard error\n',
    });
    assert.deepEqual(await trace(at('plain.js'), '--format=output'), {
      code: 5,
      out: 'plain function\n',
      error: '',
    });
    assert.deepEqual(await trace(at('fails.mjs'), '--format', 'output'), {
      code: 1,
      out: 'before\n',
      error: 'Uncaught RangeError: no\n',
    });
    const stuck = await trace(at('stuck.ts'), '--format', 'output');
    assert.deepEqual([stuck.code, stuck.out], [13, '']);
    assert.match(stuck.error, /can no longer happen/);
  });

  it('prints one event per line after a line with the places', async () => {
    const { out } = await trace(at('main.ts'), '--format', 'json');
    const [first, ...events] = out
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual([first.version, first.sites.length > 0], [1, true]);
    assert.deepEqual(
      events.map(({ seq }) => seq),
      events.map((_, index) => index),
    );
    assert.equal(events.at(-1).type, 'end');
  });

  it('makes a file for Perfetto', async () => {
    const { out } = await trace(at('main.ts'), '--format', 'perfetto');
    assert.ok(JSON.parse(out).traceEvents.length > 10);
  });

  it('does without probes', async () => {
    const { out } = await trace(at('main.ts'), '--format', 'json', '--no-probes');
    assert.doesNotMatch(out, /"type":"call"/);
    assert.match(out, /"type":"timer-fired"/);
    assert.match(out, /"type":"request-sent"/);
  });

  it('takes a flavour, a seed and a clock', async () => {
    const seeded = (seed: string) =>
      trace(at('page.ts'), '--format', 'output', '--flavour', 'browser', '--seed', seed);
    const [first, same, other] = [await seeded('1'), await seeded('1'), await seeded('2')];
    assert.match(first.out, /^object undefined\n/);
    assert.equal(same.out, first.out);
    assert.notEqual(other.out, first.out);
    const began = performance.now();
    await trace(at('main.ts'), '--format', 'output', '--clock', 'real');
    assert.ok(performance.now() - began > 125);
    const paced = await trace(at('main.ts'), '--format', 'output', '--clock', 'paced', '--speed', '2');
    assert.equal(paced.out, '42 0.8\nlater\n');
  });

  it('is bounded by --timeout and says so', async () => {
    const { code, out, error } = await trace(at('loops.ts'), '--format', 'output', '--timeout', '300');
    assert.deepEqual([code, out], [143, 'before\n']);
    assert.match(error, /Stopped after 300 ms: the program never gave up the thread/);
  });

  it('names what is wrong with the program by file, line and column', async () => {
    const { code, out, error } = await trace(at('wrong.ts'));
    assert.deepEqual([code, out], [1, '']);
    assert.match(error, /^wrong\.ts:1:11: /);
  });

  it('refuses what it does not understand', () => {
    assert.deepEqual(readCommand([]), { wrong: 'Expected a file to run; found none.' });
    assert.deepEqual(readCommand(['a.ts', 'b.ts']), { wrong: 'Expected one file; found a.ts, b.ts.' });
    assert.deepEqual(readCommand(['a.ts', '--seed', 'x']), {
      wrong: "Expected --seed to be a whole number from 0 on; found 'x'.",
    });
    assert.deepEqual(readCommand(['a.ts', '--format', 'xml']), {
      wrong: "Expected --format to be one of text, output, json, perfetto; found 'xml'.",
    });
    assert.ok('wrong' in (readCommand(['a.ts', '--colour']) as object));
    assert.equal(readCommand(['--help']), 'help');
  });

  it('says when the file cannot be read', async () => {
    const { code, error } = await trace(at('nowhere.ts'));
    assert.equal(code, 2);
    assert.match(error, /^Cannot read .*nowhere\.ts: ENOENT/);
  });

  it('is a command', () => {
    const cli = fileURLToPath(new URL('../../../src/engine/trace-cli.ts', import.meta.url));
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [cli, at('plain.js'), '--format', 'output'],
      {
        encoding: 'utf8',
      },
    );
    assert.deepEqual([status, stdout, stderr], [5, 'plain function\n', '']);
  });
});

describe('a program from disk', () => {
  it('has names relative to the folder that contains all its files', async () => {
    const { program, root } = await loadProgram(at('main.ts'));
    assert.equal(root, folder);
    assert.equal(program.entry, 'app/main.ts');
    assert.deepEqual(
      Object.keys(program.files).filter((name) => !name.includes('worlds')),
      ['app/main.ts', 'lib/double.ts'],
    );
    assert.ok(program.files['app/worlds/rates.ts'], 'a world that is not there is taken from the book');
  });
});
