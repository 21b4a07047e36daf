import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunOptions } from '../../../src/engine/protocol.ts';
import { play } from './run.ts';

/** What a program prints, each line with its virtual time in front. */
interface Case {
  name: string;
  code: string;
  browser: string[];
  /** Where Node differs. */
  node?: string[];
}

const cases: Case[] = [
  {
    name: 'timers fire in order of due time, equal ones in order of setting',
    code: `
      setTimeout(() => console.log('20'), 20);
      setTimeout(() => console.log('10'), 10);
      setTimeout(() => console.log('5a'), 5);
      setTimeout(() => console.log('5b'), 5);`,
    browser: ['5 5a', '5 5b', '10 10', '20 20'],
  },
  {
    name: 'a delay of 0 is 0 in a page and 1 in Node',
    code: `setTimeout(() => console.log('a'), 1); setTimeout(() => console.log('b'), 0);`,
    browser: ['0 b', '1 a'],
    node: ['1 a', '1 b'],
  },
  {
    name: 'delays are taken as 32-bit numbers in a page and replaced by 1 in Node when they do not fit',
    code: `
      const odd = [-5, NaN, undefined, null, '7', '7px', 2 ** 31, 2 ** 32 + 3, Infinity, 1.9, { valueOf: () => 2 }, true];
      odd.forEach((delay, index) => setTimeout(() => console.log(index), delay as number));`,
    browser: ['0 0', '0 1', '0 2', '0 3', '0 5', '0 6', '0 8', '1 9', '1 11', '2 10', '3 7', '7 4'],
    node: ['1 0', '1 1', '1 2', '1 3', '1 5', '1 6', '1 7', '1 8', '1 9', '1 11', '2 10', '7 4'],
  },
  {
    name: 'from the seventh nested timer on a page waits at least 4 ms',
    code: `let n = 0; setTimeout(function again() { console.log(++n); if (n < 9) setTimeout(again, 0); }, 0);`,
    browser: ['0 1', '0 2', '0 3', '0 4', '0 5', '0 6', '4 7', '8 8', '12 9'],
    node: ['1 1', '2 2', '3 3', '4 4', '5 5', '6 6', '7 7', '8 8', '9 9'],
  },
  {
    name: 'nesting goes on through awaited timers, and ends with a task that is no timer',
    code: `
      const tick = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
      for (let i = 0; i < 8; i++) await tick();
      console.log('awaited');
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => { port1.close(); setTimeout(() => console.log('fresh'), 0); };
      port2.postMessage(0);`,
    browser: ['8 awaited', '8 fresh'],
    node: ['8 awaited', '9 fresh'],
  },
  {
    name: 'an interval keeps to its grid in a page and counts from its callback in Node',
    code: `
      let n = 0;
      const id = setInterval(() => {
        console.log(++n);
        if (n === 4) clearInterval(id);
        if (n === 1) for (const end = performance.now() + 25; performance.now() < end; );
      }, 10);`,
    browser: ['10 1', '35.01 2', '40 3', '50 4'],
    node: ['10 1', '35.01 2', '45.01 3', '55.01 4'],
  },
  {
    name: 'an interval is armed before its callback in a page and after it in Node',
    code: `
      let n = 0;
      const id = setInterval(() => {
        console.log('interval');
        if (++n === 1) setTimeout(() => console.log('timeout'), 20);
        else clearInterval(id);
      }, 20);`,
    browser: ['20 interval', '40 interval', '40 timeout'],
    node: ['20 interval', '40 timeout', '40 interval'],
  },
  {
    name: 'an interval of 0 is clamped once it is nested',
    code: `let n = 0; const id = setInterval(() => { console.log(++n); if (n === 8) clearInterval(id); }, 0);`,
    browser: ['0 1', '0 2', '0 3', '0 4', '0 5', '0 6', '4 7', '8 8'],
    node: ['1 1', '2 2', '3 3', '4 4', '5 5', '6 6', '7 7', '8 8'],
  },
  {
    name: 'an interval with an asynchronous callback overlaps itself',
    code: `
      let running = 0, n = 0;
      const id = setInterval(async () => {
        if (++n === 3) clearInterval(id);
        console.log(++running);
        await new Promise((resolve) => setTimeout(resolve, 35));
        running--;
      }, 10);`,
    browser: ['10 1', '20 2', '30 3'],
  },
  {
    name: 'a timer can be cleared from inside a callback, by either function, twice, and by an unknown number',
    code: `
      const a = setTimeout(() => { console.log('a'); clearTimeout(a); clearInterval(b); clearTimeout(c as never); clearTimeout(c as never); }, 5);
      const b = setTimeout(() => console.log('never'), 5);
      const c = setInterval(() => console.log('never'), 6);
      clearTimeout(987654); clearTimeout(undefined); clearInterval(null as never);
      const d = setInterval(() => { console.log('d'); clearTimeout(d as never); }, 7);`,
    browser: ['5 a', '7 d'],
  },
  {
    name: 'extra arguments reach the callback',
    code: `setTimeout((...rest: unknown[]) => console.log(...rest), 1, 'x', 2, undefined);`,
    browser: ['1 x 2 undefined'],
  },
  {
    name: 'this is the global object in a page and the Timeout in Node',
    code: `setTimeout(function (this: unknown) { console.log(this === globalThis, (this as object).constructor.name); }, 1);`,
    browser: ['1 true DedicatedWorkerGlobalScope'],
    node: ['1 false Timeout'],
  },
  {
    name: 'microtasks drain between two timers that are due together',
    code: `
      setTimeout(() => { console.log('1'); queueMicrotask(() => console.log('m1')); }, 5);
      setTimeout(() => { console.log('2'); Promise.resolve().then(() => console.log('m2')); }, 5);`,
    browser: ['5 1', '5 m1', '5 2', '5 m2'],
  },
  {
    name: 'text is not run as code',
    code: `try { setTimeout('console.log(1)' as never, 0); } catch (e) { console.log((e as Error).name, (e as { code?: string }).code); }`,
    browser: ['0 TypeError undefined'],
    node: ['0 TypeError ERR_INVALID_ARG_TYPE'],
  },
  {
    name: 'delays that cannot be converted throw',
    code: `
      for (const delay of [1n, Symbol()]) try { setTimeout(() => {}, delay as never); } catch (e) { console.log((e as Error).name); }`,
    browser: ['0 TypeError', '0 TypeError'],
  },
];

const only = (options: Partial<RunOptions>) => options;

for (const flavour of ['browser', 'node'] as const)
  describe(`timers by the rules of ${flavour === 'node' ? 'Node' : 'a page'}`, { concurrency: 2 }, () => {
    for (const { name, code, browser, node = browser } of cases)
      it(name, async () => {
        const { timed } = await play(code, only({ flavour }));
        assert.deepEqual(timed, flavour === 'node' ? node : browser);
      });
  });

describe('timers only Node has', { concurrency: 2 }, () => {
  it('a Timeout can be unref’ed, ref’ed, refreshed, closed and turned into a number', async () => {
    const { timed } = await play(
      `
      const gone = setTimeout(() => console.log('never'), 50).unref();
      console.log(gone.hasRef(), gone.ref().hasRef(), gone.unref().hasRef());
      const late = setTimeout(() => console.log('late'), 20);
      setTimeout(() => late.refresh(), 10);
      const again = setTimeout(() => console.log('again'), 5);
      setTimeout(() => again.refresh(), 12);
      const closed = setTimeout(() => console.log('never'), 1);
      closed.close();
      closed.refresh();
      const byNumber = setTimeout(() => console.log('never'), 1);
      clearTimeout(+byNumber);
      const byText = setTimeout(() => console.log('never'), 1);
      clearTimeout(\`\${byText}\`);
      { using timer = setTimeout(() => console.log('never'), 1); }
      console.log(typeof +late, late[Symbol.toPrimitive]() === +late);`,
      { flavour: 'node' },
    );
    assert.deepEqual(timed, ['0 false true false', '0 number true', '5 again', '17 again', '30 late']);
  });

  it('immediates run after what is due, in rounds, with ticks and microtasks in between', async () => {
    const { lines } = await play(
      `
      setImmediate((word) => {
        console.log('immediate', word);
        setImmediate(() => console.log('next round'));
        process.nextTick(() => console.log('tick'));
        Promise.resolve().then(() => console.log('microtask'));
      }, 'one');
      const cleared = setImmediate(() => console.log('never'));
      setImmediate(() => console.log('immediate two'));
      clearImmediate(cleared);
      process.nextTick(() => console.log('first tick'));
      Promise.resolve().then(() => console.log('first microtask'));`,
      { flavour: 'node' },
    );
    assert.deepEqual(lines, [
      'first microtask',
      'first tick',
      'immediate one',
      'tick',
      'microtask',
      'immediate two',
      'next round',
    ]);
  });

  it('a delay that does not fit is warned about', async () => {
    const { output } = await play(`setTimeout(() => {}, 2 ** 31);`, { flavour: 'node' });
    assert.deepEqual(
      output.map(({ level, text }) => [level, text]),
      [
        ['system', 'TimeoutOverflowWarning: 2147483648 does not fit into a 32-bit signed integer.'],
        ['system', 'Timeout duration was set to 1.'],
      ],
    );
  });

  it('an interval whose callback throws ends the program', async () => {
    const { lines, end } = await play(
      `setInterval(() => { console.log('once'); throw new Error('no'); }, 1);`,
      {
        flavour: 'node',
      },
    );
    assert.deepEqual([lines, end.reason, end.exitCode], [['once', 'Uncaught Error: no'], 'error', 1]);
  });
});

describe('timers in the trace', () => {
  it('say what was asked for, when they are due, and when an interval is due again', async () => {
    const { trace } = await play(`
      function tick() { clearInterval(id); }
      const id = setInterval(tick, 10);
      clearTimeout(setTimeout(() => {}, -3));`);
    const told = trace.events.filter(({ type }) => type.startsWith('timer-'));
    assert.deepEqual(
      told.map(({ seq, at, job, site, cause, ...rest }) => rest),
      [
        { type: 'timer-set', timer: 1, kind: 'interval', delay: 10, due: 10, name: 'tick' },
        { type: 'timer-set', timer: 2, kind: 'timeout', delay: 0, due: 0 },
        { type: 'timer-cleared', timer: 2 },
        { type: 'timer-fired', timer: 1, next: 20 },
        { type: 'timer-cleared', timer: 1 },
      ],
    );
    const [set] = told;
    assert.deepEqual(set?.site === undefined ? undefined : trace.sites[set.site]?.line, 2);
  });
});
