/**
 * Node's modules as a program under the engine gets them: those that tell the time or schedule are on the run's own
 * clock, the others are Node's. What only Node knows to be under way is waited for before the clock moves on.
 */
import type { Core } from './core.ts';
import type { Realm } from './kernel.ts';
import {
  apply,
  create,
  defineProperty,
  getOwnPropertyDescriptor,
  NativePromise,
  ownKeys,
  promiseThen,
  uncurry,
} from './primordials.ts';

type Callback = (...args: unknown[]) => unknown;
interface WaitOptions {
  signal?: AbortSignal;
  ref?: boolean;
}

/** Gives `process` its `getBuiltinModule`. */
export function installBuiltins(core: Core, realm: Realm, process: Record<PropertyKey, unknown>): void {
  const native = realm.global.process;
  const nativeGet = native?.getBuiltinModule;
  if (!nativeGet) return;
  const { global } = realm;
  const made: Record<string, object> = create(null);
  const nativeModule = (name: string) => apply(nativeGet as Callback, native, [name]) as object | undefined;
  const promises = createTimersPromises(realm);
  /** What `util.promisify` makes of a timer function. */
  const custom = Symbol.for('nodejs.util.promisify.custom');
  for (const name of ['setTimeout', 'setImmediate'] as const)
    defineProperty(global[name], custom, { get: () => promises[name], enumerable: true, configurable: true });

  const timers = () => {
    const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = global;
    const own = { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate };
    return { ...own, promises };
  };
  const replacements: Record<string, () => object> = {
    __proto__: null as never,
    timers,
    'timers/promises': () => promises,
    process: () => process,
    worker_threads: () =>
      derive(nativeModule('worker_threads') ?? {}, {
        isMainThread: true,
        parentPort: null,
        workerData: null,
        threadId: 0,
        MessageChannel: global.MessageChannel,
        MessagePort: global.MessagePort,
        BroadcastChannel: global.BroadcastChannel,
      }),
    async_hooks: () => {
      const module = nativeModule('async_hooks') as typeof import('node:async_hooks');
      core.loop.keepContexts(() => module.AsyncLocalStorage.snapshot());
      return module;
    },
  };

  function moduleOf(name: string): object | undefined {
    const known = made[name];
    if (known) return known;
    const replacement = replacements[name];
    const module = replacement ? replacement() : nativeModule(name);
    if (module) made[name] = module;
    return module;
  }

  const methods = {
    getBuiltinModule(name: string) {
      core.markBusy();
      const text = `${name}`;
      return moduleOf(text.startsWith('node:') ? text.slice(5) : text);
    },
  };
  const value = realm.native(methods.getBuiltinModule, 'getBuiltinModule', 1);
  defineProperty(process, 'getBuiltinModule', {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

const then = uncurry(promiseThen as (...args: unknown[]) => Promise<unknown>);
const lastly = uncurry(NativePromise.prototype.finally as (done: () => void) => Promise<unknown>);

/** A copy of a module with some exports replaced. */
function derive(module: object, replaced: object): object {
  const copy = {};
  for (const key of ownKeys(module)) {
    const property = getOwnPropertyDescriptor(module, key);
    if (property) defineProperty(copy, key, { ...property, configurable: true });
  }
  for (const key of ownKeys(replaced))
    defineProperty(copy, key, getOwnPropertyDescriptor(replaced, key) as PropertyDescriptor);
  return copy;
}

/** `node:timers/promises`, after lib/timers/promises.js. */
function createTimersPromises(realm: Realm) {
  const { setTimeout, clearTimeout, setInterval, clearInterval, setImmediate, clearImmediate } = realm.global;

  const abortError = (signal: AbortSignal) => {
    const error = new Error('The operation was aborted', { cause: signal.reason });
    error.name = 'AbortError';
    return Object.assign(error, { code: 'ABORT_ERR' });
  };

  function wait(
    arm: (done: () => void) => NodeJS.Timeout | NodeJS.Immediate,
    disarm: (timer: never) => void,
    value: unknown,
    { signal, ref = true }: WaitOptions = {},
  ): Promise<unknown> {
    if (signal?.aborted) return NativePromise.reject(abortError(signal));
    const { promise, resolve, reject } = NativePromise.withResolvers<unknown>();
    const timer = arm(() => resolve(value));
    if (!ref) timer.unref();
    if (!signal) return promise;
    const stop = () => {
      disarm(timer as never);
      reject(abortError(signal));
    };
    signal.addEventListener('abort', stop);
    // As many turns as Node takes here.
    return new NativePromise((fulfil, fail) => {
      const inner = new NativePromise((done, failed) => void then(promise, done, failed));
      void then(
        lastly(inner, () => signal.removeEventListener('abort', stop)),
        fulfil,
        fail,
      );
    });
  }

  const functions = {
    setTimeout: (delay: number | undefined, value: unknown, options?: WaitOptions) =>
      wait((done) => setTimeout(done, delay), clearTimeout, value, options),
    setImmediate: (value: unknown, options?: WaitOptions) =>
      wait((done) => setImmediate(done), clearImmediate, value, options),
    async *setInterval(
      delay: number | undefined,
      value: unknown,
      { signal, ref = true }: WaitOptions = {},
    ): AsyncGenerator<unknown> {
      if (signal?.aborted) throw abortError(signal);
      let ticks = 0;
      let wake: ((result?: Promise<never>) => void) | undefined;
      const ring = (result?: Promise<never>) => {
        const waiting = wake;
        wake = undefined;
        waiting?.(result);
      };
      const timer = setInterval(() => {
        ticks++;
        ring();
      }, delay);
      if (!ref) timer.unref();
      const stop = () => {
        clearInterval(timer);
        if (signal && wake) ring(NativePromise.reject(abortError(signal)));
      };
      signal?.addEventListener('abort', stop, { once: true });
      try {
        while (!signal?.aborted) {
          if (ticks === 0)
            await new NativePromise<unknown>((resolve) => {
              wake = resolve;
            });
          for (; ticks > 0; ticks--) yield value;
        }
        throw abortError(signal);
      } finally {
        clearInterval(timer);
        signal?.removeEventListener('abort', stop);
      }
    },
  };
  const scheduler = {
    wait: (delay: number, options?: WaitOptions) =>
      wait((done) => setTimeout(done, delay), clearTimeout, undefined, options),
    yield: () => wait((done) => setImmediate(done), clearImmediate, undefined),
  };
  realm.native(functions.setTimeout, 'setTimeout', 2);
  realm.native(functions.setImmediate, 'setImmediate', 1);
  realm.native(functions.setInterval, 'setInterval', 2);
  realm.native(scheduler.wait, 'wait', 2);
  realm.native(scheduler.yield, 'yield', 0);
  return { ...functions, scheduler };
}
