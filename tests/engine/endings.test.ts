/** How runs end: by themselves, by an error, by a limit, by whoever stops them. Never by hanging. */
import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { closePool, run } from '../../src/engine/hosts/node.ts';
import type { RunEnd, RunOptions } from '../../src/engine/protocol.ts';

after(() => closePool());

const play = (code: string, options: Partial<RunOptions> = {}, signal?: AbortSignal) =>
  run({ files: { 'main.ts': code }, entry: 'main.ts' }, options, { signal });

interface Case {
  name: string;
  code: string;
  options?: Partial<RunOptions>;
  reason: RunEnd['reason'];
  exitCode?: number;
  limit?: string;
  prints?: string[];
}

const short = { limit: 600 };

const cases: Case[] = [
  { name: 'nothing left to do', code: "console.log('x');", reason: 'quiet', exitCode: 0, prints: ['x'] },
  {
    name: 'a top level that waits for ever',
    code: 'await new Promise(() => {});',
    reason: 'stuck',
    exitCode: 13,
  },
  {
    name: 'a function that waits for ever',
    code: 'void (async () => { await new Promise(() => {}); })();',
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'an uncaught error, in a page, where the rest goes on',
    code: "setTimeout(() => console.log('goes on'), 5); throw new TypeError('t');",
    options: { flavour: 'browser' },
    reason: 'error',
    prints: ['Uncaught TypeError: t', 'goes on'],
  },
  {
    name: 'an uncaught error, in Node',
    code: "setTimeout(() => console.log('never'), 5); throw new TypeError('t');",
    options: { flavour: 'node' },
    reason: 'error',
    exitCode: 1,
    prints: ['Uncaught TypeError: t'],
  },
  {
    name: 'an unhandled rejection, in a page, where the rest goes on',
    code: "Promise.reject(new Error('r')); setTimeout(() => console.log('goes on'), 5);",
    options: { flavour: 'browser' },
    reason: 'error',
    prints: ['Uncaught (in promise) Error: r', 'goes on'],
  },
  {
    name: 'an unhandled rejection, in Node',
    code: "Promise.reject(new Error('r')); setTimeout(() => console.log('never'), 5);",
    options: { flavour: 'node' },
    reason: 'error',
    exitCode: 1,
    prints: ['Uncaught (in promise) Error: r'],
  },
  {
    name: 'process.exit',
    code: "console.log('a'); process.exit(3);",
    options: { flavour: 'node' },
    reason: 'exit',
    exitCode: 3,
    prints: ['a'],
  },
  {
    name: 'an endless loop',
    code: "console.log('before'); for (;;) {}",
    options: short,
    reason: 'limit',
    prints: ['before'],
  },
  {
    name: 'an endless chain of microtasks',
    code: "console.log('before'); for (;;) await null;",
    options: short,
    reason: 'limit',
    prints: ['before'],
  },
  {
    name: 'a loop that catches everything',
    code: 'for (;;) { try { for (;;) {} } catch {} finally { continue; } }',
    options: short,
    reason: 'limit',
  },
  { name: 'an endless interval', code: 'setInterval(() => {}, 10);', options: short, reason: 'limit' },
  {
    name: 'a million lines',
    code: 'for (let i = 0; i < 1e6; i++) console.log(i);',
    options: { limit: 20_000 },
    reason: 'limit',
    limit: 'lines',
  },
  {
    name: 'recursion without end',
    code: 'const f = (): void => f(); try { f(); } catch (e) { console.log((e as Error).name); }',
    reason: 'quiet',
    prints: ['RangeError'],
  },
];

describe('a run ends', () => {
  for (const { name, code, options, reason, exitCode, limit, prints } of cases) {
    test(`as it should with ${name}`, async () => {
      const { end, output } = await play(code, options);
      assert.equal(end.reason, reason);
      if (exitCode !== undefined) assert.equal(end.exitCode, exitCode);
      if (limit !== undefined) assert.equal(end.limit?.name, limit);
      if (prints)
        assert.deepEqual(
          output.filter(({ level }) => level !== 'system').map(({ text }) => text),
          prints,
        );
    });
  }

  test('when it is stopped, and keeps what it printed', async () => {
    const stopper = new AbortController();
    const running = play("console.log('before'); for (;;) {}", { limit: 60_000 }, stopper.signal);
    setTimeout(() => stopper.abort(), 300);
    const { end, output } = await running;
    assert.equal(end.reason, 'stopped');
    assert.deepEqual(
      output.map(({ text }) => text),
      ['before'],
    );
  });

  test('with a position when it is no program at all', async () => {
    const { end, output } = await play('const x = ;');
    assert.notEqual(end.exitCode, 0);
    assert.match(JSON.stringify([end, output]), /main\.ts|expected|unexpected/i);
  });

  test('without disturbing the next one', async () => {
    await play(
      "Promise.prototype.then = () => { throw new Error('patched'); }; globalThis.setTimeout = undefined as never; Array.prototype.push = () => 0;",
    );
    const { output } = await play("setTimeout(() => console.log('fine'), 5); [].push(1 as never);");
    assert.deepEqual(
      output.map(({ text }) => text),
      ['fine'],
    );
  });
});
