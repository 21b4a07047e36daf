import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { play } from './run.ts';

/** What must not exist in a program's realm, in any host. */
const capabilities =
  `fetchLater XMLHttpRequest WebSocket WebSocketStream EventSource WebTransport importScripts postMessage close
  name onmessage SharedWorker WebAssembly SharedArrayBuffer indexedDB caches cookieStore navigator location Notification
  fonts FontFace OffscreenCanvas FileReaderSync localStorage process Buffer require module exports global __filename __dirname
  setImmediate clearImmediate document window parent top`
    .split(/\s+/)
    .filter(Boolean);

describe('a program by the rules of a page', { concurrency: 2 }, () => {
  it('finds no way out of its realm', async () => {
    const { lines } = await play(`
      const names = ${JSON.stringify(capabilities)};
      const found = new Set<string>();
      for (let holder: object | null = globalThis; holder; holder = Object.getPrototypeOf(holder))
        for (const name of names) if (name in holder && (globalThis as any)[name] !== undefined) found.add(name);
      console.log([...found].join() || 'nothing');
      console.log(typeof self, self === globalThis, globalThis instanceof EventTarget, self.constructor.name);`);
    assert.deepEqual(lines, ['nothing', 'object true true DedicatedWorkerGlobalScope']);
  });

  it('makes workers of its own files only', async () => {
    const { lines } = await play(`
      for (const url of ['https://example.org/x.js', 'data:text/javascript,1', 'blob:null/1', 'javascript:1', './none.ts', 'node:fs'])
        try {
          new Worker(url, { type: 'module' }).onerror = () => console.log('error');
          console.log('made');
        } catch (e) { console.log((e as Error).name); }`);
    assert.deepEqual(lines, [...Array(6).fill('made'), ...Array(6).fill('error')]);
  });

  it('cannot make code from text that escapes its realm', async () => {
    const { lines } = await play(`
      for (const make of [
        () => (0, eval)('typeof process + typeof require'),
        () => Function('return typeof process + typeof require')(),
        () => (async () => {}).constructor('return typeof process')(),
      ])
        try { console.log(await make()); } catch (e) { console.log((e as Error).name); }`);
    for (const line of lines) assert.match(line, /^(undefined)+$|EvalError/);
  });

  it('learns nothing about the runtime from callers, stacks and hooks', async () => {
    const { lines } = await play(`
      const seen: string[] = [];
      (Error as any).prepareStackTrace = (_: unknown, sites: any[]) => {
        for (const site of sites) seen.push(typeof site.getFunction(), typeof site.getThis(), site.getFileName());
        return 'S';
      };
      setTimeout(() => { void new Error('x').stack; console.log([...new Set(seen)].join()); }, 1);
      for (const read of [(f: any) => f.caller, (f: any) => f.arguments])
        try { console.log(typeof read(function sloppy() {})); } catch (e) { console.log((e as Error).name); }`);
    assert.deepEqual(lines, ['TypeError', 'TypeError', 'undefined,main.ts']);
  });

  it('cannot pretend to be the host', async () => {
    const { lines, end } = await play(`
      dispatchEvent(new MessageEvent('message', { data: { nonce: '', message: { type: 'ended' } } }));
      dispatchEvent(new Event('unhandledrejection'));
      dispatchEvent(new Event('error'));
      addEventListener('message', () => console.log('own message'));
      dispatchEvent(new MessageEvent('message', { data: 1 }));
      const { addEventListener: add } = EventTarget.prototype;
      EventTarget.prototype.addEventListener = function (...args: any[]) { console.log('hooked'); return add.apply(this, args as never); };
      MessagePort.prototype.postMessage = function () { console.log('port', this); };
      console.log('end');`);
    assert.deepEqual(lines, ['own message', 'end']);
    assert.equal(end.reason, 'quiet');
  });

  it('prints hostile values without being called', async () => {
    const { lines, end } = await play(`
      const handler: ProxyHandler<object> = Object.fromEntries(
        ['get', 'ownKeys', 'getOwnPropertyDescriptor', 'getPrototypeOf', 'has'].map((trap) => [trap, () => { throw new Error(trap); }]));
      console.log({ get x() { throw new Error('getter'); }, y: 2 });
      const cycle: any = {}; cycle.self = cycle; console.log(cycle);
      console.log(new Proxy({}, handler));
      let deep: any = {}; for (let i = 0; i < 1e4; i++) deep = { deep }; console.log(deep);
      console.log(new Array(2 ** 32 - 1));
      console.log({ toString() { throw 1; }, toJSON() { throw 2; }, [Symbol.toPrimitive]() { throw 3; }, [Symbol.toStringTag]: {} });
      const many: any = {}; for (let i = 0; i < 1e5; i++) many['k' + i] = i; console.log(many);
      console.log('\\u202e<img src=x>\\u001b[31m');
      console.log('still here');`);
    assert.equal(lines.at(-1), 'still here');
    assert.equal(end.reason, 'quiet');
    assert.ok(lines.join('').length < 60_000);
  });

  it('is not taken for the runtime when it redefines what messages are made of', async () => {
    const { lines, end, trace } = await play(`
      for (const key of ['type', 'lines', 'text', 'level', 'at', 'dropped', 'end', 'reason', 'exitCode', 'events', 'seq', 'value'])
        Object.defineProperty(Object.prototype, key, { configurable: true, get: () => 'forged', set() {} });
      console.log('plain');
      await new Promise((resolve) => setTimeout(resolve, 5));
      console.log('later');`);
    assert.deepEqual(lines, ['plain', 'later']);
    assert.deepEqual(end, { reason: 'quiet', exitCode: 0, at: 5 });
    assert.equal(trace.events[0]?.type, 'task');
  });

  it('may throw anything from anywhere, without harm to the run', async () => {
    const { lines, end } = await play(`
      const bad = { [Symbol.toPrimitive]() { throw new Error('primitive'); } };
      for (const call of [
        () => setTimeout(() => {}, bad as never),
        () => clearTimeout(bad as never),
        () => queueMicrotask(bad as never),
        () => addEventListener(bad as never, () => {}),
        () => new AbortController().signal.addEventListener('abort', () => {}, { get signal(): never { throw new Error('option'); } }),
        () => structuredClone({ get x() { throw new Error('clone'); } }),
        () => performance.mark('m', { get startTime(): never { throw new Error('mark'); } }),
        () => new BroadcastChannel(bad as never),
        () => AbortSignal.timeout(bad as never),
        () => requestIdleCallback(() => {}, { get timeout(): never { throw new Error('timeout'); } }),
      ])
        try { call(); console.log('fine'); } catch (e) { console.log((e as Error).message.split(' ')[0]); }
      Object.freeze(Promise.prototype); Object.freeze(Array.prototype); Object.freeze(Object.prototype); Object.freeze(globalThis);
      await new Promise((resolve) => setTimeout(resolve, 1));
      console.log('end');`);
    assert.deepEqual(
      lines.filter((line) => line === 'fine'),
      [],
    );
    assert.equal(lines.at(-1), 'end');
    assert.equal(end.reason, 'quiet');
  });
});
