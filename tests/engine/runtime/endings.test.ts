import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RunOptions } from '../../../src/engine/protocol.ts';
import { play } from './run.ts';

interface Ending {
  name: string;
  code: string;
  lines: string[];
  reason: string;
  exitCode: number;
}

const sleep = 'const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));';

/** What a page does: reports, and goes on. */
const inPages: Ending[] = [
  {
    name: 'nothing is left to do',
    code: `setTimeout(() => console.log('x'), 5);`,
    lines: ['x'],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'the top level waits for what can never happen',
    code: `console.log('a'); await new Promise(() => {}); console.log('never');`,
    lines: ['a'],
    reason: 'stuck',
    exitCode: 13,
  },
  {
    name: 'a pending promise keeps nothing alive',
    code: `new Promise(() => {}).then(() => console.log('never'));`,
    lines: [],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'an error of the module is reported and timers set before go on',
    code: `setTimeout(() => console.log('timer'), 5); throw new TypeError('top');`,
    lines: ['Uncaught TypeError: top', 'timer'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'an error after a top-level await',
    code: `${sleep} await sleep(5); throw new Error('later');`,
    lines: ['Uncaught Error: later'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'an error in a timer does not keep the next timer from firing',
    code: `setTimeout(() => { throw new Error('one'); }, 1); setTimeout(() => console.log('two'), 2);`,
    lines: ['Uncaught Error: one', 'two'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'an error in a microtask',
    code: `queueMicrotask(() => { throw new Error('micro'); }); queueMicrotask(() => console.log('next'));`,
    lines: ['Uncaught Error: micro', 'next'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'a rejection nobody handles is reported when the microtasks are done, before the next task',
    code: `
      setTimeout(() => console.log('timer'), 0);
      Promise.reject(new Error('nobody'));
      Promise.resolve().then(() => console.log('microtask'));`,
    lines: ['microtask', 'Uncaught (in promise) Error: nobody', 'timer'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'a rejection that is handled in time is none',
    code: `
      const p = Promise.reject(new Error('handled'));
      await null; await null;
      p.catch(() => console.log('caught'));`,
    lines: ['caught'],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'rejections are reported in the order in which they happened',
    code: `for (const word of ['a', 'b', 'c']) Promise.reject(new Error(word));`,
    lines: ['a', 'b', 'c'].map((word) => `Uncaught (in promise) Error: ${word}`),
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'a later promise rejects while an earlier one is awaited',
    code: `${sleep}
      const fail = async (ms: number, word: string) => { await sleep(ms); throw new Error(word); };
      const a = fail(20, 'a'), b = fail(10, 'b');
      try { await a; await b; } catch (e) { console.log('caught', (e as Error).message); }`,
    lines: ['Uncaught (in promise) Error: b', 'caught a'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'unhandledrejection can be prevented, and rejectionhandled follows',
    code: `
      addEventListener('unhandledrejection', (event) => {
        console.log(event.type, event.reason.message, event.promise === p, event.cancelable);
        event.preventDefault();
      });
      addEventListener('rejectionhandled', (event) => console.log(event.type, event.promise === p));
      const p = Promise.reject(new Error('late'));
      setTimeout(() => p.catch(() => console.log('caught')), 5);`,
    lines: ['unhandledrejection late true true', 'caught', 'rejectionhandled true'],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'a listener for one rejection can handle the next in time',
    code: `
      onunhandledrejection = (event) => { console.log(event.reason); second.catch(() => console.log('caught')); };
      Promise.reject('first');
      const second = Promise.reject('second');`,
    lines: ['first', 'caught', 'Uncaught (in promise) first'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'onunhandledrejection prevents by returning false',
    code: `onunhandledrejection = () => { console.log('seen'); return false; }; Promise.reject(1);`,
    lines: ['seen'],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'the error event knows where, and can be prevented',
    code: `
      addEventListener('error', (event) => {
        console.log(event.message, event.filename, event.lineno, event.colno, (event.error as Error).message);
        event.preventDefault();
      });
      setTimeout(() => { throw new RangeError('far'); }, 1);`,
    lines: ['Uncaught RangeError: far main.ts 6 32 far'],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'onerror gets five arguments and prevents by returning true',
    code: `
      onerror = (...args) => { console.log(args.length, args[0], args[4] instanceof Error); return true; };
      setTimeout(() => { throw new Error('x'); }, 1);`,
    lines: ['5 Uncaught Error: x true'],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'an error in an error listener is only printed',
    code: `
      addEventListener('error', () => { console.log('once'); throw new Error('inner'); });
      setTimeout(() => { throw new Error('outer'); }, 1);`,
    lines: ['once', 'Uncaught Error: inner', 'Uncaught Error: outer'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'reportError reports',
    code: `reportError(new Error('given')); console.log('goes on');`,
    lines: ['Uncaught Error: given', 'goes on'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'a throwing listener does not keep the next one from running, nor dispatchEvent from returning',
    code: `
      const target = new EventTarget();
      target.addEventListener('x', () => { throw new Error('first'); });
      target.addEventListener('x', { handleEvent() { console.log('second'); } });
      console.log(target.dispatchEvent(new Event('x')));`,
    lines: ['Uncaught Error: first', 'second', 'true'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'values that are no errors',
    code: `
      for (const value of ['text', 7, null, undefined, 10n, Symbol('s'), {}, [1], () => {}])
        setTimeout(() => { throw value; }, 1);
      Promise.reject('rejected text');`,
    lines: [
      'Uncaught (in promise) rejected text',
      'Uncaught text',
      'Uncaught 7',
      'Uncaught null',
      'Uncaught undefined',
      'Uncaught 10',
      'Uncaught Symbol(s)',
      'Uncaught [object Object]',
      'Uncaught [object Array]',
      'Uncaught [object Function]',
    ],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'errors of every shape',
    code: `
      class HttpError extends Error { override name = 'HttpError'; }
      const errors = [
        new HttpError('404'),
        new AggregateError([new Error('a')], 'several'),
        new DOMException('gone', 'AbortError'),
        new Error(),
        Object.assign(new Error('m'), { name: '' }),
        Object.create(new TypeError('inherited')),
      ];
      for (const error of errors) Promise.reject(error);`,
    lines: [
      'HttpError: 404',
      'AggregateError: several',
      'AbortError: gone',
      'Error',
      'm',
      'TypeError: inherited',
    ].map((text) => `Uncaught (in promise) ${text}`),
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'AbortSignal.timeout is waited for',
    code: `AbortSignal.timeout(30).onabort = function () { console.log(this.reason.name); };`,
    lines: ['TimeoutError'],
    reason: 'quiet',
    exitCode: 0,
  },
];

/** What Node does by default: the first error is the last. */
const inNode: Ending[] = [
  {
    name: 'an error of the module',
    code: `setTimeout(() => console.log('never'), 5); throw new TypeError('top');`,
    lines: ['Uncaught TypeError: top'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'a rejection nobody handles',
    code: `setTimeout(() => console.log('never'), 0); Promise.reject(new Error('nobody')); Promise.reject(2); queueMicrotask(() => console.log('microtask'));`,
    lines: ['microtask', 'Uncaught (in promise) Error: nobody'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'uncaughtException keeps the program alive',
    code: `
      process.on('uncaughtException', (error, origin) => console.log(error.message, origin));
      setTimeout(() => { throw new Error('thrown'); }, 1);
      setTimeout(() => { Promise.reject(new Error('rejected')); }, 2);
      setTimeout(() => { Promise.reject('text'); }, 3);`,
    lines: [
      'thrown uncaughtException',
      'rejected unhandledRejection',
      'This error originated either by throwing inside of an async function without a catch block, or by rejecting a promise which was not handled with .catch(). The promise rejected with the reason "text". unhandledRejection',
    ],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'unhandledRejection and rejectionHandled',
    code: `
      const p = Promise.reject(new Error('late'));
      process.on('unhandledRejection', (reason, promise) => console.log((reason as Error).message, promise === p));
      process.on('rejectionHandled', (promise) => console.log('handled', promise === p));
      setTimeout(() => p.catch(() => console.log('caught')), 5);`,
    lines: ['late true', 'caught', 'handled true'],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'process.exit at once, with exit listeners and their code',
    code: `
      process.on('exit', (code) => { console.log('exit', code); });
      setTimeout(() => console.log('never'), 1);
      try { process.exit(3); } finally { console.log('never'); }`,
    lines: ['exit 3'],
    reason: 'exit',
    exitCode: 3,
  },
  {
    name: 'process.exitCode',
    code: `process.exitCode = 4; process.on('exit', (code) => { console.log(code); process.exitCode = 5; });`,
    lines: ['4'],
    reason: 'quiet',
    exitCode: 5,
  },
  {
    name: 'beforeExit may find more to do',
    code: `
      let n = 0;
      process.on('beforeExit', (code) => { console.log('before', code); if (++n < 3) setTimeout(() => console.log('more'), 10); });
      process.on('exit', () => console.log('exit'));`,
    lines: ['before 0', 'more', 'before 0', 'more', 'before 0', 'exit'],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'an unsettled top-level await',
    code: `process.on('exit', (code) => console.log('exit', code)); await new Promise(() => {});`,
    lines: ['exit 13'],
    reason: 'stuck',
    exitCode: 13,
  },
  {
    name: 'AbortSignal.timeout is not waited for',
    code: `AbortSignal.timeout(30).onabort = () => console.log('never'); console.log('end');`,
    lines: ['end'],
    reason: 'quiet',
    exitCode: 0,
  },
  {
    name: 'an error in a listener comes after the other listeners',
    code: `
      const target = new EventTarget();
      target.addEventListener('x', () => { throw new Error('first'); });
      target.addEventListener('x', () => console.log('second'));
      console.log(target.dispatchEvent(new Event('x')));`,
    lines: ['second', 'true', 'Uncaught Error: first'],
    reason: 'error',
    exitCode: 1,
  },
  {
    name: 'output written without a line end',
    code: `process.stdout.write('a'); process.stdout.write('b\\nc'); console.log('d'); process.stderr.write('e'); process.stdout.write('f');`,
    lines: ['ab', 'cd', 'f', 'e'],
    reason: 'quiet',
    exitCode: 0,
  },
];

function check(flavour: RunOptions['flavour'], endings: Ending[]) {
  for (const { name, code, lines, reason, exitCode } of endings)
    it(name, async () => {
      const { lines: printed, end, trace } = await play(code, { flavour });
      assert.deepEqual(printed, lines);
      assert.deepEqual([end.reason, end.exitCode], [reason, exitCode]);
      const last = trace.events.at(-1);
      assert.deepEqual(
        last?.type === 'end' && [last.reason, last.exitCode],
        [reason, exitCode],
        'the trace ends like the run',
      );
      assert.equal(end.reason === 'error', end.error !== undefined);
      const unwatched = await play(code, { flavour, probes: false });
      assert.deepEqual(unwatched.lines, lines, 'the same without probes');
    });
}

describe('how runs end by the rules of a page', { concurrency: 2 }, () => check('browser', inPages));
describe('how runs end by the rules of Node', { concurrency: 2 }, () => check('node', inNode));

describe('error reports', { concurrency: 2 }, () => {
  it('have the program’s frames, causes and collected errors', async () => {
    const { end } = await play(`
      function inner(): never {
        throw new Error('inner', { cause: 'a text' });
      }
      async function outer() {
        try { inner(); } catch (cause) { throw new AggregateError([new RangeError('one'), 2], 'outer', { cause }); }
      }
      await outer();`);
    assert.deepEqual(end.error, {
      name: 'AggregateError',
      message: 'outer',
      frames: [
        { file: 'main.ts', line: 5, column: 47, name: 'outer' },
        { file: 'main.ts', line: 7, column: 12 },
      ],
      text: 'AggregateError: outer',
      cause: {
        name: 'Error',
        message: 'inner',
        frames: [
          { file: 'main.ts', line: 2, column: 14, name: 'inner' },
          { file: 'main.ts', line: 5, column: 14, name: 'outer' },
          { file: 'main.ts', line: 7, column: 12 },
        ],
        text: 'Error: inner',
        cause: { name: 'string', message: 'a text', frames: [], text: 'a text' },
      },
      errors: [
        {
          name: 'RangeError',
          message: 'one',
          frames: [
            { file: 'main.ts', line: 5, column: 67, name: 'outer' },
            { file: 'main.ts', line: 7, column: 12 },
          ],
          text: 'RangeError: one',
        },
        { name: 'number', message: '2', frames: [], text: '2' },
      ],
    });
  });

  it('call nothing of the program', async () => {
    const { lines, end } = await play(`
      const called = (word: string) => { console.log('called', word); throw new Error(word); };
      const error = new Error('m');
      for (const key of ['name', 'message', 'stack', 'cause', 'errors', 'toString'])
        Object.defineProperty(error, key, { get: () => called(key) });
      class Sly extends Error { override get message(): string { return called('message'); } }
      const proxy = new Proxy(new Error('p'), {
        get: () => called('get'), getPrototypeOf() { throw 1; }, getOwnPropertyDescriptor() { throw 2; },
      });
      const { proxy: revoked, revoke } = Proxy.revocable([], {});
      revoke();
      for (const value of [error, new Sly(), proxy, revoked, { toString: () => called('toString'), [Symbol.toPrimitive]: () => called('primitive') }])
        Promise.reject(value);`);
    assert.deepEqual(
      lines,
      ['Error', 'Error', '[object Object]', '[object Object]', '[object Object]'].map(
        (text) => `Uncaught (in promise) ${text}`,
      ),
    );
    assert.equal(end.reason, 'error');
  });

  it('survive cycles of causes and endless lists', async () => {
    const { end } = await play(`
      const error = new Error('self') as Error & { cause: unknown };
      error.cause = error;
      const errors = Array.from({ length: 1000 }, (_, i) => new Error(String(i)));
      throw new AggregateError(errors, 'many', { cause: error });`);
    assert.equal(end.error?.errors?.length, 20);
    assert.equal(end.error?.cause?.cause?.cause, undefined);
  });

  it('are told once per rejection, with their place in the order', async () => {
    const { trace } = await play(`
      const p = Promise.reject(new Error('x'));
      setTimeout(() => p.catch(() => {}), 1);`);
    const types = trace.events.map(({ type }) => type);
    assert.deepEqual(
      types.filter((type) => /reject|task$/.test(type)),
      ['task', 'unhandled-rejection', 'task', 'rejection-handled'],
    );
  });
});

describe('stacks', { concurrency: 2 }, () => {
  it('show the program’s own positions, names and files, and nothing else', async () => {
    const { lines } = await play(`
      async function thrower() {
        await null;
        return new Error('here');
      }
      const error = await thrower();
      console.log(error.stack);
      setTimeout(function tick() { console.log(new Error('in a timer').stack); }, 1);
      class Box { #secret() { return new TypeError('boxed').stack; } open() { return this.#secret(); } }
      console.log(new Box().open());`);
    assert.deepEqual(lines, [
      'Error: here',
      '    at thrower (main.ts:4:16)',
      '    at async main.ts:6:21',
      'TypeError: boxed',
      '    at #secret (main.ts:9:38)',
      '    at Box.open (main.ts:9:98)',
      '    at main.ts:10:29',
      'Error: in a timer',
      '    at tick (main.ts:8:48)',
    ]);
  });

  it('can be formatted by the program itself, with its own positions', async () => {
    const { lines } = await play(`
      const holder = Error as unknown as { prepareStackTrace: unknown };
      const before = holder.prepareStackTrace;
      holder.prepareStackTrace = (_: Error, sites: any[]) =>
        sites.map((site) => [site.getFunctionName(), site.getFileName(), site.getLineNumber(), site.getColumnNumber(), String(site), site.getThis(), site.getFunction()].join('|'));
      function f() { return new Error('x').stack; }
      console.log(f());
      holder.prepareStackTrace = before;
      console.log(typeof new Error('y').stack);
      const target = { stack: '' };
      (Error as any).captureStackTrace(target);
      console.log(target.stack.includes('main.ts:11'));`);
    assert.deepEqual(lines, [
      "[ 'f|main.ts|6|29|f (main.ts:6:29)||', '|main.ts|7|19|main.ts:7:19||' ]",
      'string',
      'true',
    ]);
  });
});
