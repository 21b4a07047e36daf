import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { play } from './run.ts';

describe('reactions', { concurrency: 2 }, () => {
  it('cannot be told from the native methods', async () => {
    const { lines } = await play(`
      for (const name of ['then', 'catch', 'finally'] as const) {
        const method = Promise.prototype[name] as any;
        const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(Promise.prototype, name)!;
        let constructs = true;
        try { new method(); } catch (e) { constructs = !((e as Error) instanceof TypeError); }
        console.log(method.name, method.length, String(method), Object.hasOwn(method, 'prototype'), constructs, writable, enumerable, configurable);
      }
      console.log(queueMicrotask.name, queueMicrotask.length, String(queueMicrotask), Object.keys(Object.getOwnPropertyDescriptors(globalThis)).includes('queueMicrotask'));
      console.log(String(Function.prototype.toString), Function.prototype.toString.call(Function.prototype.toString).length > 0);`);
    assert.deepEqual(lines, [
      'then 2 function then() { [native code] } false false true false true',
      'catch 1 function catch() { [native code] } false false true false true',
      'finally 1 function finally() { [native code] } false false true false true',
      'queueMicrotask 1 function queueMicrotask() { [native code] } true',
      'function toString() { [native code] } true',
    ]);
  });

  it('treat foreign receivers, thenables and subclasses as the natives do', async () => {
    const { lines } = await play(`
      for (const name of ['then', 'catch', 'finally'] as const)
        try { (Promise.prototype[name] as any).call({}, () => {}); console.log('no error'); } catch (e) { console.log(name, (e as Error).constructor.name); }
      const seen: unknown[] = [];
      const thenable = { then(...args: unknown[]) { seen.push(args.length, typeof args[0], typeof args[1]); return 'result'; } };
      console.log(Promise.prototype.catch.call(thenable as any, () => {}) as unknown, seen.join());
      class Own extends Promise<number> {
        static count = 0;
        constructor(executor: any) { super(executor); Own.count++; }
        override then(...args: any[]): any { seen.push('then'); return super.then(...args); }
      }
      const own = Own.resolve(1).then((x) => x + 1).catch(() => 0).finally(() => {});
      console.log(own instanceof Own, await own, Own.count, seen.filter((x) => x === 'then').length);
      console.log(await Promise.resolve(1).then(2 as never, null as never), await Promise.reject(3).catch((x) => x));
      const identity = Promise.resolve();
      console.log(identity.then() !== identity, await identity.finally(undefined as never));
      try { queueMicrotask(undefined as never); } catch (e) { console.log((e as Error).name); }`);
    assert.deepEqual(lines, [
      'then TypeError',
      'catch TypeError',
      'finally TypeError',
      'result 2,undefined,function',
      'true 2 8 6',
      '1 3',
      'true undefined',
      'TypeError',
    ]);
  });

  it('are recorded with their kind, name, outcome and order, and not for the engine’s own', async () => {
    const { trace } = await play(`
      Promise.resolve(1).then(function first() {}).then(undefined, () => {}).catch(function third() {}).finally(function last() {});
      Promise.reject(1).catch(function caught() {});
      queueMicrotask(function queued() {});
      await Promise.all([Promise.resolve(2), (async () => Promise.resolve(3))()]);`);
    const set = trace.events.flatMap((event) =>
      event.type === 'reaction-set' ? [`${event.kind} ${event.name}`] : [],
    );
    assert.deepEqual(set, [
      'then first',
      'then undefined',
      'catch third',
      'finally last',
      'catch caught',
      'queueMicrotask queued',
    ]);
    const ran = trace.events.flatMap((event) =>
      event.type === 'reaction-run' ? [`${event.reaction} ${event.with}`] : [],
    );
    assert.deepEqual(ran, ['1 value', '5 error', '6 nothing', '4 nothing']);
  });

  it('survive a program that replaces then, setTimeout, Date and what arrays are made of', async () => {
    const { lines, end, dropped } = await play(`
      const { then } = Promise.prototype;
      const { apply } = Reflect;
      let thens = 0;
      Promise.prototype.then = function (this: any, ...args: any[]) { thens++; return apply(then, this, args); } as any;
      const { setTimeout: original } = globalThis;
      (globalThis as any).setTimeout = (f: () => void, ms: number) => original(() => { console.log('wrapped'); f(); }, ms + 5);
      (globalThis as any).Date = class { static now() { return 42; } };
      const print = console.log.bind(console);
      for (const key of ['push', 'slice', 'indexOf', 'concat', 'forEach', 'map']) (Array.prototype as any)[key] = () => { throw new Error(key); };
      for (const key of ['slice', 'indexOf', 'replace', 'includes', 'split']) (String.prototype as any)[key] = () => { throw new Error(key); };
      for (const key of ['get', 'set', 'has', 'delete']) { (Map.prototype as any)[key] = () => { throw new Error(key); }; (WeakMap.prototype as any)[key] = () => { throw new Error(key); }; }
      (Array.prototype as any)[Symbol.iterator] = () => { throw new Error('iterator'); };
      Object.defineProperty(Array.prototype, 0, { set() { throw new Error('0'); }, configurable: true });
      Object.defineProperty(Object.prototype, 'cause', { get: () => { throw new Error('cause'); }, configurable: true });
      Reflect.apply = () => { throw new Error('apply'); };
      Function.prototype.call = Function.prototype.apply = () => { throw new Error('call'); };
      Math.max = Math.floor = Math.round = () => NaN;
      await new Promise<void>((resolve) => setTimeout(resolve, 10));
      const caught = (async () => { throw new Error('own'); })();
      try { await caught; } catch (e) { print((e as Error).message); }
      Promise.resolve(1).then((x) => print('then', x));
      queueMicrotask(() => print('micro'));
      new EventTarget().addEventListener('x', () => {});
      setTimeout(() => print(Date.now()), 1);
      setTimeout(() => { throw new Error('thrown'); }, 2);`);
    assert.deepEqual(lines, [
      'wrapped',
      'own',
      'then 1',
      'micro',
      'wrapped',
      '42',
      'wrapped',
      'Uncaught Error: thrown',
    ]);
    assert.deepEqual([end.reason, dropped], ['error', 0]);
  });
});

describe('listeners', { concurrency: 2 }, () => {
  it('are added, deduplicated, removed, run once, bound to a signal, and recorded', async () => {
    const { lines, trace } = await play(`
      class Radio extends EventTarget {}
      const radio = new Radio();
      const hear = (event: Event) => console.log('heard', event.type, event.target === radio);
      radio.addEventListener('news', hear, { capture: true });
      radio.addEventListener('news', hear);
      radio.addEventListener('news', hear);
      radio.dispatchEvent(new Event('news'));
      radio.removeEventListener('news', hear);
      radio.removeEventListener('news', hear);
      const stop = new AbortController();
      radio.addEventListener('news', () => console.log('until stopped'), { signal: stop.signal });
      radio.addEventListener('news', () => console.log('once'), { once: true });
      radio.dispatchEvent(new Event('news'));
      stop.abort();
      radio.removeEventListener('news', hear, true);
      radio.dispatchEvent(new Event('news'));
      radio.addEventListener('news', null);
      radio.addEventListener('news', function (this: unknown) { console.log(this === radio); });
      radio.dispatchEvent(new Event('news'));`);
    assert.deepEqual(lines, [
      'heard news true',
      'heard news true',
      'heard news true',
      'until stopped',
      'once',
      'true',
    ]);
    const told = trace.events.flatMap((event) =>
      event.type.startsWith('listener-') && 'listener' in event
        ? [`${event.type.slice(9)} ${event.listener}`]
        : [],
    );
    assert.deepEqual(told, [
      'added 1',
      'added 2',
      'run 1',
      'end 1',
      'run 2',
      'end 2',
      'removed 2',
      'added 3',
      'added 4',
      'run 1',
      'end 1',
      'run 3',
      'end 3',
      'removed 4',
      'run 4',
      'end 4',
      'removed 3',
      'removed 1',
      'added 5',
      'run 5',
      'end 5',
    ]);
    const first = trace.events.find(({ type }) => type === 'listener-added');
    assert.equal(first?.type === 'listener-added' && first.target, 'Radio');
  });

  it('of signals run at once, with the same words everywhere', async () => {
    const { lines, trace } = await play(`
      const controller = new AbortController();
      controller.signal.onabort = function () { console.log('onabort', this === controller.signal); };
      controller.signal.addEventListener('abort', () => console.log('listener', controller.signal.reason.name));
      controller.abort();
      controller.abort('again');
      controller.signal.addEventListener('abort', () => console.log('never'));
      console.log(controller.signal.reason.message, AbortSignal.abort().reason.message, AbortSignal.abort(7).reason);
      const late = AbortSignal.timeout(20);
      const any = AbortSignal.any([late, new AbortController().signal]);
      any.onabort = () => console.log(any.reason === late.reason, late.reason.name, late.reason.message, performance.now());
      for (const delay of [-1, NaN, Infinity, 2 ** 53]) try { AbortSignal.timeout(delay); console.log('none'); } catch (e) { console.log((e as Error).name); }
      console.log(AbortSignal.timeout.length, AbortSignal.timeout.name, new AbortController().abort.length);`);
    assert.deepEqual(lines, [
      'onabort true',
      'listener AbortError',
      'This operation was aborted This operation was aborted 7',
      'TypeError',
      'TypeError',
      'TypeError',
      'TypeError',
      '1 timeout 0',
      'true TimeoutError The operation was aborted due to timeout 20.01',
    ]);
    const aborts = trace.events.filter(({ type }) => type === 'abort');
    assert.equal(aborts.length, 2);
  });
});

describe('messages', { concurrency: 2 }, () => {
  it('are cloned when posted and delivered in tasks of their own, in order', async () => {
    const { lines, end } = await play(`
      const { port1, port2 } = new MessageChannel();
      console.log(port1 instanceof MessagePort, port1 instanceof EventTarget, String(MessageChannel), MessageChannel.name);
      const value = { list: [1], map: new Map([['a', 1]]), date: new Date(0) };
      port1.onmessage = (event) => {
        console.log(event.constructor.name, event.data === value, JSON.stringify(event.data.list), event.data.map.get('a'), event.ports.length);
        queueMicrotask(() => console.log('microtask'));
      };
      port2.postMessage(value);
      value.list.push(2);
      port2.postMessage(value);
      setTimeout(() => console.log('timer'), 0);
      console.log('posted');
      try { port2.postMessage(() => {}); } catch (e) { console.log((e as Error).name); }
      try { port2.postMessage(0, [port2]); } catch (e) { console.log((e as Error).name); }
      try { new (MessagePort as any)(); } catch (e) { console.log((e as Error).name); }
      try { (MessageChannel as any)(); } catch (e) { console.log((e as Error).name); }`);
    assert.deepEqual(lines, [
      'true true function MessageChannel() { [native code] } MessageChannel',
      'posted',
      'DataCloneError',
      'DataCloneError',
      'TypeError',
      'TypeError',
      'MessageEvent false [1] 1 0',
      'microtask',
      'MessageEvent false [1,2] 1 0',
      'microtask',
      'timer',
    ]);
    assert.equal(end.reason, 'quiet', 'an open port keeps nothing alive');
  });

  it('wait until a port is started', async () => {
    const { lines } = await play(`
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', ({ data }) => console.log(data));
      port2.postMessage('early');
      setTimeout(() => { console.log('start'); port1.start(); port2.postMessage('late'); }, 5);
      const closed = new MessageChannel();
      closed.port1.onmessage = () => console.log('never');
      closed.port2.postMessage('lost');
      closed.port1.close();
      closed.port2.addEventListener('close', () => console.log('closed by the other side'));`);
    assert.deepEqual(lines, ['closed by the other side', 'start', 'early', 'late']);
  });

  it('carry buffers and ports to their new owner', async () => {
    const { lines } = await play(`
      const { port1, port2 } = new MessageChannel();
      const inner = new MessageChannel();
      const buffer = new ArrayBuffer(8);
      port1.onmessage = ({ data, ports }) => {
        console.log(data.buffer.byteLength, ports.length, data.port === ports[0], ports[0] instanceof MessagePort);
        data.port.onmessage = ({ data }: MessageEvent) => console.log('through the moved port:', data);
        data.port.postMessage('answer');
      };
      inner.port1.onmessage = ({ data }) => console.log('back:', data);
      inner.port1.postMessage('sent before the move');
      port2.postMessage({ buffer, port: inner.port2 }, [buffer, inner.port2]);
      console.log(buffer.byteLength);
      const moved = structuredClone({ p: port2 }, { transfer: [port2] });
      moved.p.postMessage({ buffer: new ArrayBuffer(1), port: new MessageChannel().port1 }, { transfer: [] as never });`);
    assert.deepEqual(lines.slice(0, 1), ['0']);
    assert.match(
      lines[1] ?? '',
      /^Uncaught (DataCloneError|TypeError): /,
      'a port must be listed to be moved',
    );
    assert.deepEqual(lines.slice(2), [
      '8 1 true true',
      'through the moved port: sent before the move',
      'back: answer',
    ]);
  });

  it('are broadcast to every other channel of the name', async () => {
    const { lines, trace } = await play(`
      const [a, b, c, other] = ['x', 'x', 'x', 'y'].map((name) => new BroadcastChannel(name)) as [BroadcastChannel, BroadcastChannel, BroadcastChannel, BroadcastChannel];
      b.onmessage = ({ data, target }) => console.log('b', data, target === b, b.name);
      c.addEventListener('message', ({ data }) => { console.log('c', data); c.close(); });
      a.onmessage = () => console.log('never');
      other.onmessage = () => console.log('never');
      a.postMessage('one');
      a.postMessage('two');
      console.log(Object.prototype.toString.call(a), BroadcastChannel.name, a instanceof EventTarget);
      a.close();
      try { a.postMessage('x'); } catch (e) { console.log((e as Error).name); }`);
    assert.deepEqual(lines, [
      '[object BroadcastChannel] BroadcastChannel true',
      'InvalidStateError',
      'b one true x',
      'c one',
      'b two true x',
    ]);
    assert.equal(trace.events.filter(({ type }) => type === 'message-received').length, 3);
  });

  it('reach Node’s kind of listeners', async () => {
    const { lines } = await play(
      `const { port1, port2 } = new MessageChannel();
       (port1 as any).on('message', (data: unknown) => console.log('on', data));
       (port1 as any).once('message', (data: unknown) => console.log('once', data));
       port2.postMessage('x');
       port2.postMessage('y');`,
      { flavour: 'node' },
    );
    assert.deepEqual(lines, ['on x', 'once x', 'on y']);
  });
});

describe('the scheduler', { concurrency: 2 }, () => {
  const declare = 'const { scheduler, TaskController } = globalThis as any;';

  it('runs tasks by priority and yields before its peers', async () => {
    const { lines } = await play(`${declare}
      const say = (word: string, options?: object) => scheduler.postTask(() => { console.log(word); return word; }, options);
      say('background', { priority: 'background' });
      say('visible');
      say('late', { delay: 10 });
      const blocking = say('blocking', { priority: 'user-blocking' });
      setTimeout(() => console.log('timer'), 0);
      scheduler.postTask(async () => { console.log('A1'); await scheduler.yield(); console.log('A2'); });
      say('B');
      console.log(await blocking);`);
    assert.deepEqual(lines, [
      'blocking',
      'blocking',
      'visible',
      'timer',
      'A1',
      'A2',
      'B',
      'background',
      'late',
    ]);
  });

  it('lets tasks be aborted and given another priority', async () => {
    const { lines } = await play(`${declare}
      const controller = new TaskController({ priority: 'background' });
      controller.signal.addEventListener('prioritychange', (e: any) => console.log(e.previousPriority, '->', controller.signal.priority));
      scheduler.postTask(() => console.log('moved up'), { signal: controller.signal });
      scheduler.postTask(() => console.log('visible'));
      controller.setPriority('user-blocking');
      const gone = new AbortController();
      scheduler.postTask(() => console.log('never'), { signal: gone.signal }).catch((e: Error) => console.log(e.name));
      scheduler.postTask(() => console.log('never'), { signal: gone.signal, delay: 5 }).catch((e: Error) => console.log(e.name));
      gone.abort();
      scheduler.postTask(() => { throw new Error('from the task'); }).catch((e: Error) => console.log(e.message));
      scheduler.postTask(undefined).catch((e: Error) => console.log(e.name));
      scheduler.postTask(() => {}, { priority: 'urgent' }).catch((e: Error) => console.log(e.name));
      console.log(controller.signal instanceof AbortSignal, Object.prototype.toString.call(scheduler), TaskController.name);`);
    assert.deepEqual(lines, [
      'background -> user-blocking',
      'true [object Scheduler] TaskController',
      'AbortError',
      'AbortError',
      'TypeError',
      'TypeError',
      'moved up',
      'visible',
      'from the task',
    ]);
  });
});

describe('frames and idle time', { concurrency: 2 }, () => {
  it('come every 16.67 ms, share their time, and leave a microtask checkpoint between callbacks', async () => {
    const { timed } = await play(`
      requestAnimationFrame((time) => { console.log('a', time); queueMicrotask(() => console.log('micro')); });
      requestAnimationFrame((time) => { console.log('b', time); requestAnimationFrame((next) => console.log('next', next)); });
      const gone = requestAnimationFrame(() => console.log('never'));
      cancelAnimationFrame(gone);
      requestAnimationFrame(() => cancelAnimationFrame(later));
      const later = requestAnimationFrame(() => console.log('never'));
      setTimeout(() => requestAnimationFrame((time) => console.log('third', time)), 40);`);
    assert.deepEqual(timed, [
      '16.67 a 16.67',
      '16.67 micro',
      '16.67 b 16.67',
      '33.34 next 33.34',
      '50.01 third 50.01',
    ]);
  });

  it('are idle when nothing else is due, for at most 50 ms', async () => {
    const { timed } = await play(`
      setTimeout(() => console.log('due at once'), 0);
      setTimeout(() => console.log('due in 20'), 20);
      requestIdleCallback((deadline) => console.log('idle', deadline.didTimeout, deadline.timeRemaining() > 19, deadline.timeRemaining() < 20));
      cancelIdleCallback(requestIdleCallback(() => console.log('never')));
      setTimeout(() => requestIdleCallback((deadline) => console.log('long', deadline.timeRemaining() > 49)), 30);
      setTimeout(() => {
        requestIdleCallback((deadline) => console.log('late', deadline.didTimeout), { timeout: 10 });
        const end = performance.now() + 30; while (performance.now() < end);
      }, 100);`);
    assert.deepEqual(
      timed.map((line) => line.replace(/^(\d+)\.\d+ /, '$1 ')),
      ['0 due at once', '0 idle false true true', '20 due in 20', '30 long true', '130 late true'],
    );
  });
});

describe('native work', { concurrency: 2 }, () => {
  it('takes no virtual time and settles in the order of the calls', async () => {
    const { timed } = await play(`
      const bytes = new Uint8Array(1_000_000);
      const big = crypto.subtle.digest('SHA-512', bytes).then(() => console.log('big'));
      const small = crypto.subtle.digest('SHA-1', new Uint8Array(1)).then(() => console.log('small'));
      setTimeout(() => console.log('timer'), 1);
      await Promise.all([big, small]);
      console.log(await new Blob(['blob']).text(), (await new Blob(['ab']).arrayBuffer()).byteLength);
      const packed = new Blob(['x'.repeat(1000)]).stream().pipeThrough(new CompressionStream('gzip'));
      const size = (await new Response(packed).arrayBuffer()).byteLength;
      console.log(size > 20 && size < 100);
      await crypto.subtle.digest('nonsense', bytes).catch((e) => console.log(e.name));`);
    assert.deepEqual(timed.slice(0, 3), ['0 big', '0 small', '0 blob 2']);
    assert.deepEqual(
      timed
        .slice(3)
        .map((line) => line.replace(/^\d+ /, ''))
        .sort(),
      ['NotSupportedError', 'timer', 'true'],
    );
  });
});

describe('marks', () => {
  it('are numbered from 1', async () => {
    const { trace } = await play(
      `import { mark } from './worlds/helpers.ts'; mark('a'); await 0; mark('b');`,
    );
    assert.deepEqual(
      trace.events.flatMap((event) => (event.type === 'mark' ? [[event.number, event.label]] : [])),
      [
        [1, 'a'],
        [2, 'b'],
      ],
    );
  });
});

describe('the functions of a program', { concurrency: 2 }, () => {
  it('show the text their author wrote', async () => {
    const { lines } = await play(`
      async function load(url: string): Promise<number> { const x = await url.length; return x; }
      class Box { async get() { for await (const x of [1]) return x; return 0; } static s = async () => { await 1; } }
      console.log(String(load));
      console.log(String(Box));
      console.log(Box.prototype.get.toString(), String(Box.s), String((a: number) => a));
      console.log(\`\${async function* gen() { yield await 1; }}\`);
      console.log(Function.prototype.toString.call(load) === String(load), String(load.bind(null)));
      try { Function.prototype.toString.call({}); } catch (e) { console.log((e as Error).name); }`);
    assert.deepEqual(lines, [
      'async function load(url        )                  { const x = await url.length; return x; }',
      'class Box { async get() { for await (const x of [1]) return x; return 0; } static s = async () => { await 1; } }',
      'async get() { for await (const x of [1]) return x; return 0; } async () => { await 1; } (a        ) => a',
      'async function* gen() { yield await 1; }',
      'true function () { [native code] }',
      'TypeError',
    ]);
  });
});
