/** Programs that do not end by themselves are ended: by a limit, or by whoever stops them. None hangs, none harms the next. */
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

describe('a run that would not end is ended', () => {
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
