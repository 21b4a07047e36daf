/**
 * The files an example imports, as programs: on the engine's virtual clock (the expected output, beside each program) and
 * with plain Node in a downloaded folder, on real timers. UPDATE=1 writes the expected output anew.
 */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { promisify } from 'node:util';
import { closePool, run } from '../../src/engine/hosts/node.ts';
import { worldFilesFor } from '../../src/worlds/index.ts';
import { downloadSources, engineSources } from '../../src/worlds/sources.ts';

const folder = new URL('programs/', import.meta.url);
const programs = (await readdir(folder)).filter((name) => name.endsWith('.ts'));
const execute = promisify(execFile);

/** Real timers come late, the more the busier the machine is; they never come early. */
const earliest = -3;
const latest = 250;
const attempts = 3;

async function onEngine(code: string): Promise<string> {
  const files = { 'main.ts': code };
  const program = { files: { ...worldFilesFor(files, engineSources()), ...files }, entry: 'main.ts' };
  const { output, end } = await run(program, { flavour: 'node' });
  assert.equal(end.reason, 'quiet');
  return `${output.map(({ text }) => text).join('\n')}\n`;
}

async function inPlainNode(code: string): Promise<string> {
  const place = await mkdtemp(join(tmpdir(), 'interleave-worlds-'));
  try {
    const files = { 'main.ts': code };
    const all = { ...files, ...worldFilesFor(files, downloadSources()), 'package.json': '{"type":"module"}' };
    for (const [name, text] of Object.entries(all)) {
      await mkdir(dirname(join(place, name)), { recursive: true });
      await writeFile(join(place, name), text);
    }
    const { stdout, stderr } = await execute(process.execPath, ['main.ts'], { cwd: place });
    assert.equal(stderr, '');
    return stdout;
  } finally {
    await rm(place, { recursive: true });
  }
}

const timesOf = (text: string) => [...text.matchAll(/(\d+) ms/g)].map((match) => Number(match[1]));
const withoutTimes = (text: string) => text.replace(/\d+ ms\b */g, '# ms ');

describe('the files that examples import', () => {
  after(closePool);
  for (const name of programs) {
    const expectedFile = new URL(name.replace(/\.ts$/, '.txt'), folder);
    const code = readFile(new URL(name, folder), 'utf8');

    it(`${name} prints what is expected on the engine`, async () => {
      const printed = await onEngine(await code);
      if (process.env['UPDATE']) await writeFile(expectedFile, printed);
      assert.equal(printed, await readFile(expectedFile, 'utf8'));
    });

    it(`${name} prints the same in plain Node, and each time at nearly the same time`, async () => {
      const expected = await readFile(expectedFile, 'utf8');
      // A busy machine can delay a timer past the next; that is no difference between the hosts.
      for (let attempt = 1; ; attempt++) {
        try {
          const printed = await inPlainNode(await code);
          assert.equal(withoutTimes(printed), withoutTimes(expected));
          for (const [index, time] of timesOf(expected).entries()) {
            const late = (timesOf(printed)[index] ?? 0) - time;
            assert.ok(late >= earliest && late <= latest, `${time} ms came ${late} ms late`);
          }
          return;
        } catch (error) {
          if (attempt === attempts) throw error;
        }
      }
    });
  }
});
