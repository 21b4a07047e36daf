/** How many workers a program may have at once, and in all. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { run } from '../../../src/engine/hosts/node.ts';
import { mostWorkers } from '../../../src/engine/threads/messages.ts';
import { checkTrace } from '../../../src/trace/validate.ts';

const maxWorkers = 2;
const options = { flavour: 'browser', maxWorkers, limit: 60_000 } as const;
const make = (count: number, then = '') => ({
  entry: 'main.ts',
  files: {
    'main.ts': `for (let n = 1; n <= ${count}; n++) {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
      worker.postMessage(n);
      worker.onmessage = ({ data }) => { console.log(data); ${then} };
    }
    setTimeout(() => console.log('later'), 50);`,
    'worker.ts': `onmessage = ({ data }) => postMessage(data);`,
  },
});

describe('so many workers', () => {
  it('may be there at once', async () => {
    const { output, end, trace } = await run(make(maxWorkers), options);
    assert.equal(output.length, maxWorkers + 1);
    assert.deepEqual([end.reason, end.exitCode], ['quiet', 0]);
    assert.deepEqual(checkTrace(trace), []);
  });

  it('more wait until others are over, and end the program when nothing else is left to do', async () => {
    const { output, end } = await run(make(maxWorkers + 2), options);
    assert.equal(output.length, maxWorkers + 1);
    assert.deepEqual(end, {
      reason: 'limit',
      exitCode: 143,
      at: end.at,
      limit: { name: 'workers', value: maxWorkers },
    });
    assert.equal(output.at(-1)?.text, 'later');
  });

  it('that wait begin when others are terminated', async () => {
    const { output, end } = await run(make(10, 'worker.terminate();'), options);
    assert.deepEqual(
      output.map(({ text }) => Number(text) || 0).sort((a, b) => a - b),
      Array.from({ length: 11 }, (_, n) => n),
    );
    assert.equal(end.reason, 'quiet');
  });

  it('that are terminated before they begin never run', async () => {
    const { output, end } = await run(
      {
        entry: 'main.ts',
        files: {
          'main.ts': `const workers = Array.from({ length: 4 }, () => new Worker(new URL('./worker.ts', import.meta.url)));
            for (const worker of workers.slice(${maxWorkers})) worker.terminate();`,
          'worker.ts': `console.log('here');`,
        },
      },
      options,
    );
    assert.deepEqual([output.length, end.reason], [maxWorkers, 'quiet']);
  });

  it('can be made in all', async () => {
    const { end } = await run(make(mostWorkers + 1, 'worker.terminate();'), options);
    assert.deepEqual([end.reason, end.limit], ['limit', { name: 'workers', value: mostWorkers }]);
  });
});

describe('a trace of several threads', () => {
  it('ends visibly at its bound, and says how much is missing', async () => {
    const whole = await run(make(maxWorkers), options);
    const maxEvents = Math.floor(whole.trace.events.length / 2);
    const { trace, output } = await run(make(maxWorkers), { ...options, maxEvents });
    assert.equal(trace.events.length, maxEvents + 2);
    const [cut, end] = trace.events.slice(-2);
    assert.deepEqual([cut?.type, end?.type], ['truncated', 'end']);
    // All but the end.
    const dropped = whole.trace.events.length - 1 - maxEvents;
    assert.equal(cut?.type === 'truncated' && cut.dropped, dropped);
    assert.deepEqual(checkTrace(trace), []);
    assert.equal(output.length, maxWorkers + 1);
  });

  it('is whole when it just reaches its bound', async () => {
    const whole = await run(make(1), options);
    const { trace } = await run(make(1), { ...options, maxEvents: whole.trace.events.length - 1 });
    assert.equal(trace.events.length, whole.trace.events.length);
    assert.ok(trace.events.every(({ type }) => type !== 'truncated'));
  });

  it('ends visibly when the program is cut short', async () => {
    const endless = {
      entry: 'main.ts',
      files: {
        'main.ts': `new Worker(new URL('./worker.ts', import.meta.url));
          setTimeout(() => { for (;;); }, 10);`,
        'worker.ts': `for (let n = 0; n < 200; n++) await n;`,
      },
    };
    const { trace, end } = await run(endless, { ...options, maxEvents: 100, limit: 1_500 });
    assert.deepEqual([end.reason, end.limit?.name], ['limit', 'blocked']);
    assert.deepEqual([trace.events.length, trace.events.at(-1)?.type], [101, 'truncated']);
  });
});
