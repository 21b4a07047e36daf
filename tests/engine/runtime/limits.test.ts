import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run } from '../../../src/engine/hosts/node.ts';
import type { RunMessage } from '../../../src/engine/protocol.ts';
import { play, programOf } from './run.ts';

describe('limits', { concurrency: 2 }, () => {
  it('a program that never gives up the thread is stopped, and what it printed is kept', async () => {
    const { lines, end } = await play(`console.log('before'); for (;;);`, { limit: 300, trace: false });
    assert.deepEqual(lines, ['before']);
    assert.deepEqual(end, { reason: 'limit', exitCode: 143, limit: { name: 'blocked', value: 300 }, at: 0 });
  });

  it('so is one that only makes microtasks', async () => {
    const { lines, end } = await play(`console.log('before'); for (;;) await 0;`, {
      limit: 300,
      trace: false,
    });
    assert.deepEqual([lines, end.limit?.name], [['before'], 'blocked']);
  });

  it('a program that goes on for ever ends between two tasks, with its whole trace', async () => {
    const { end, trace, output } = await play(
      `let n = 0; setInterval(() => { if (++n % 1000 === 0) console.log(n); }, 1000);`,
      {
        limit: 300,
        maxLines: 1_000_000,
        maxEvents: 10_000_000,
      },
    );
    assert.deepEqual([end.reason, end.limit, end.exitCode], ['limit', { name: 'time', value: 300 }, 143]);
    assert.ok(output.length > 0);
    assert.equal(trace.events.at(-1)?.type, 'end');
  });

  it('too many lines end the program at the end of the task that printed them', async () => {
    const { output, dropped, end } = await play(
      `setInterval(() => { for (let i = 0; i < 30; i++) console.log(i); }, 10);`,
      { maxLines: 100 },
    );
    assert.deepEqual([output.length, dropped, end.at], [100, 20, 40]);
    assert.deepEqual([end.reason, end.limit], ['limit', { name: 'lines', value: 100 }]);
  });

  it('a million lines are bounded and counted', async () => {
    let messages = 0;
    const result = await run(
      programOf(`for (let i = 0; i < 1_000_000; i++) console.log(i);`),
      { trace: false, limit: 30_000 },
      { onMessage: () => messages++ },
    );
    assert.deepEqual([result.output.length, result.dropped], [10_000, 990_000]);
    assert.ok(messages < 5_000, `${messages} messages`);
    assert.deepEqual(result.end.limit, { name: 'lines', value: 10_000 });
  });

  it('so are characters, and the length of a line', async () => {
    const { output, end } = await play(
      `for (let i = 0; i < 10; i++) console.log('x'.repeat(100_000)); setTimeout(() => console.log('never'), 1);`,
      { maxOutput: 10_000 },
    );
    assert.equal(output.length, 2);
    assert.ok(output.every(({ text }) => text.length < 5_000));
    assert.deepEqual(end.limit, { name: 'output', value: 10_000 });
  });

  it('the timer one too many is refused', async () => {
    const { lines, end } = await play(
      `let n = 0;
       try { for (;;) { setTimeout(() => {}, 1); n++; } } catch (e) { console.log(n, (e as Error).name, (e as Error).message); }`,
      { maxTimers: 100 },
    );
    assert.deepEqual(lines, ['100 RangeError More than 100 timers are pending.']);
    assert.equal(end.reason, 'quiet');
    const again = await play(
      `let n = 0; const next = () => { if (++n < 500) setTimeout(next, 1); else console.log(n); }; next();`,
      {
        maxTimers: 2,
      },
    );
    assert.deepEqual(again.lines, ['500']);
  });

  it('a long trace is cut, and says how much is missing', async () => {
    const { trace, lines } = await play(`for (let i = 0; i < 1000; i++) await i; console.log('end');`, {
      maxEvents: 100,
    });
    assert.deepEqual(lines, ['end']);
    assert.equal(trace.events.length, 102);
    const [truncated, end] = trace.events.slice(-2);
    assert.ok(truncated?.type === 'truncated' && truncated.dropped > 1_900, JSON.stringify(truncated));
    assert.equal(end?.type, 'end');
    for (const [index, { seq }] of trace.events.entries()) assert.equal(seq, index);
  });

  it('a memory bomb ends with a word', async () => {
    const { end } = await play(
      `const all: unknown[] = []; for (;;) all.push(new Array(100_000).fill(all.length));`,
      {
        limit: 60_000,
        trace: false,
      },
    );
    assert.equal(end.limit?.name, 'memory');
  });

  it('reports of errors are bounded, too', async () => {
    const { output, end } = await play(
      `for (let i = 0; i < 3000; i++) Promise.reject(new Error(String(i)));`,
      { maxEvents: 10_000 },
    );
    assert.equal(output.filter(({ level }) => level === 'uncaught').length, 1000);
    assert.equal(output.at(-1)?.text, 'More than 1000 errors; the rest is not shown.');
    assert.equal(end.reason, 'error');
  });
});

describe('stopping', { concurrency: 2 }, () => {
  it('ends a program between two tasks', async () => {
    const stop = new AbortController();
    const result = await run(
      programOf(`setInterval(() => {}, 1000); console.log('running');`),
      {},
      {
        signal: stop.signal,
        onMessage: ({ type }) => {
          if (type === 'output') stop.abort();
        },
      },
    );
    assert.deepEqual([result.end.reason, result.end.exitCode], ['stopped', 130]);
    assert.deepEqual(result.trace.events.at(-1), {
      ...result.trace.events.at(-1),
      type: 'end',
      reason: 'stopped',
      exitCode: 130,
    });
  });

  it('ends a program that never gives up the thread', async () => {
    const stop = new AbortController();
    const result = await run(
      programOf(`console.log('running'); for (;;);`),
      {},
      {
        signal: stop.signal,
        onMessage: ({ type }) => {
          if (type === 'output') stop.abort();
        },
      },
    );
    assert.deepEqual([result.end.reason, result.output.length], ['stopped', 1]);
  });

  it('before the beginning runs nothing', async () => {
    const messages: RunMessage[] = [];
    const result = await run(
      programOf(`console.log('never');`),
      {},
      { signal: AbortSignal.abort(), onMessage: (message) => messages.push(message) },
    );
    assert.deepEqual([result.end.reason, result.output, messages], ['stopped', [], []]);
  });
});

describe('messages of a run', () => {
  it('come while the program runs, lines before a hang included', async () => {
    const heard: string[] = [];
    await run(
      programOf(
        `console.log('first'); await 0; console.log('second'); setTimeout(() => { console.log('third'); for (;;); }, 10);`,
      ),
      { limit: 300 },
      {
        onMessage: (message) => {
          if (message.type === 'output') for (const { text } of message.lines) heard.push(text);
          else if (heard.at(-1) !== message.type) heard.push(message.type);
        },
      },
    );
    assert.deepEqual(
      heard.filter((word) => word !== 'trace'),
      ['started', 'first', 'second', 'third', 'ended'],
    );
  });

  it('say so when the program does not compile', async () => {
    const messages: RunMessage[] = [];
    const { problems, end } = await run(
      { files: { 'main.ts': 'let let = 1;\nconst x: = 2' }, entry: 'main.ts' },
      {},
      { onMessage: (message) => messages.push(message) },
    );
    assert.equal(messages.length, 1);
    assert.equal(messages[0]?.type, 'refused');
    assert.ok(problems && problems.length > 0);
    assert.deepEqual([end.reason, end.exitCode, end.error?.name], ['error', 1, 'SyntaxError']);
  });
});
