/**
 * Entry of the script a browser's worker is started with: its value is the function that the program's part of the
 * script calls (see `assemble.ts`). The program waits, as functions nobody has called, until the first message brings
 * the port on which the run is reported. Everything needed from the platform is taken before.
 */
import type { RunOptions } from '../protocol.ts';
import type { ControlMessage, Host } from '../runtime/host.ts';
import {
  apply,
  construct,
  getPrototypeOf,
  NativeSymbol,
  uncurry,
  uncurryGetter,
} from '../runtime/primordials.ts';
import { ownScriptName } from '../runtime/stacks.ts';
import { type Parts, type ProgramModule, type Runtime, start } from '../runtime/start.ts';
import type { ThreadStart } from '../threads/messages.ts';

/** The worker's first message, to which the port is attached. */
export interface Greeting {
  /** Proves to the listener at the other end of the port that a message is from this run's runtime. */
  nonce: string;
  options: RunOptions;
  /** For a worker of the program. */
  own?: ThreadStart;
}

const scope = globalThis as unknown as {
  addEventListener: typeof addEventListener;
  setTimeout(callback: () => void, ms: number): number;
  clearTimeout(id: number): void;
  close(): void;
  scheduler?: { postTask(callback: () => void, options: object): Promise<void> };
};
const nativeSetTimeout = scope.setTimeout;
const nativeClearTimeout = scope.clearTimeout;
const nativeClose = scope.close;
const nativeNow = uncurry(performance.now as () => number);
const clock = performance;
const { timeOrigin } = performance;
const dataOf = uncurryGetter<unknown>(MessageEvent.prototype, 'data');
const portsOf = uncurryGetter<readonly MessagePort[]>(MessageEvent.prototype, 'ports');
const isTrusted = (event: Event) => event.isTrusted;
const stopPropagation = uncurry(Event.prototype.stopImmediatePropagation);
const preventDefault = uncurry(Event.prototype.preventDefault);
const postOnPort = uncurry(
  MessagePort.prototype.postMessage as (message: unknown, transfer?: Iterable<object>) => void,
);
const bufferOf = uncurryGetter<ArrayBuffer>(getPrototypeOf(Int32Array.prototype) as object, 'buffer');
const startPort = uncurry(MessagePort.prototype.start);
const NativeChannel = MessageChannel;
const port1Of = uncurryGetter<MessagePort>(NativeChannel.prototype, 'port1');
const port2Of = uncurryGetter<MessagePort>(NativeChannel.prototype, 'port2');
const listen = uncurry(EventTarget.prototype.addEventListener);
const errorOf = uncurryGetter<unknown>(ErrorEvent.prototype, 'error');
const reasonOf = uncurryGetter<unknown>(PromiseRejectionEvent.prototype, 'reason');
const promiseOf = uncurryGetter<object>(PromiseRejectionEvent.prototype, 'promise');

const postTask = scope.scheduler?.postTask;
const scheduler = scope.scheduler;

/**
 * Runs a callback in a host task that begins after the host has reported the rejections which the current one leaves
 * behind; it queues those reports when the microtasks are done, so a task that is queued before must let them pass.
 */
function createSoon(): (callback: () => void) => void {
  if (postTask && scheduler) {
    const hop = (callback: () => void, options: object) =>
      void apply(postTask, scheduler, [callback, options]);
    // In V8's browsers a task of low priority lets all others pass; elsewhere it may be kept waiting.
    const background = { __proto__: null, priority: 'background' };
    if ('captureStackTrace' in Error && !('stack' in Error.prototype))
      return (callback) => hop(callback, background);
    const ordinary = { __proto__: null };
    return (callback) => hop(() => hop(callback, ordinary), ordinary);
  }
  const { port1, port2 } = new MessageChannel();
  let waiting: (() => void) | undefined;
  let hops = 0;
  listen(port1, 'message', () => {
    if (++hops < 2) return postOnPort(port2, 0);
    hops = 0;
    const callback = waiting;
    waiting = undefined;
    callback?.();
  });
  startPort(port1);
  return (callback) => {
    waiting = callback;
    postOnPort(port2, 0);
  };
}

/** So many ms does a thread stay after its end for what it has sent by a port of its own. */
const lastWay = 100;

/** Contents of parcels that have not been taken yet: Firefox loses them when the thread that sent them is over. */
let onTheWay = 0;
let whenTaken: (() => void) | undefined;

/** What is too costly to pass through the page's thread goes by a port of its own. */
const byPort: Required<Host>['byPort'] = {
  send(value, transfer) {
    const channel = construct(NativeChannel, []) as MessageChannel;
    const near = port1Of(channel);
    onTheWay++;
    listen(near, 'message', (event) => {
      stopPropagation(event);
      if (--onTheWay === 0) whenTaken?.();
    });
    startPort(near);
    // The program's own things: whoever walks this list finds nothing else.
    if (transfer.length > 0) postOnPort(near, value, transfer);
    else postOnPort(near, value);
    return port2Of(channel);
  },
  receive(port, take) {
    listen(port, 'message', (event) => {
      stopPropagation(event);
      const whole = dataOf(event);
      postOnPort(port, 0);
      take(whole);
    });
    listen(port, 'messageerror', (event) => {
      stopPropagation(event);
      take(undefined);
    });
    startPort(port);
  },
};

/** A list for the platform to walk that does not go by whatever iterator arrays have by now. */
function both<T extends object>(first: T, second?: T): Iterable<T> {
  return {
    __proto__: null,
    [NativeSymbol.iterator]() {
      let step = 0;
      return {
        __proto__: null,
        next() {
          step++;
          const value = step === 1 ? first : step === 2 ? second : undefined;
          return { __proto__: null, done: value === undefined, value };
        },
      };
    },
  } as unknown as Iterable<T>;
}

/** What the program's part of the script calls; `parts` are those that only some scripts have. */
export function boot(modules: readonly ProgramModule[], entry: string, parts?: Parts): void {
  const script = ownScriptName();
  let runtime: Runtime | undefined;

  /** Listens to what the host itself dispatches. (`isTrusted` does not say so in Firefox.) */
  const observe = (type: string, tell: (runtime: Runtime, event: Event) => void) =>
    listen(globalThis as unknown as EventTarget, type, (event) => {
      if (!runtime || runtime.isDispatching()) return;
      preventDefault(event);
      stopPropagation(event);
      tell(runtime, event);
    });
  observe('error', ({ uncaught }, event) => uncaught(errorOf(event)));
  observe('unhandledrejection', ({ rejected }, event) => rejected(reasonOf(event), promiseOf(event)));
  observe('rejectionhandled', ({ rejectionHandled }, event) => rejectionHandled(promiseOf(event)));
  listen(globalThis as unknown as EventTarget, 'message', (event) => {
    if (!isTrusted(event)) return;
    stopPropagation(event);
    const port = portsOf(event)[0];
    if (runtime || !port) return;
    const { nonce, options, own } = dataOf(event) as Greeting;
    /** Does what ends the thread, once nothing of it is on the way any more. */
    let last: (() => void) | undefined;
    function atLast(act: () => void) {
      if (last) {
        const before = last;
        last = () => {
          before();
          act();
        };
        return;
      }
      if (onTheWay === 0) return act();
      last = act;
      whenTaken = () => {
        const acts = last;
        whenTaken = last = undefined;
        acts?.();
      };
      apply(nativeSetTimeout, globalThis, [() => whenTaken?.(), lastWay]);
    }
    const host: Host = {
      kind: 'browser',
      now: () => nativeNow(clock),
      timeOrigin,
      post(message) {
        if (message.type === 'trace') {
          const { times, numbers } = message.chunk;
          postOnPort(port, { nonce, message }, both(bufferOf(times), bufferOf(numbers)));
        } else if (message.type === 'parcel' && message.parcel.content) {
          postOnPort(port, { nonce, message }, both(message.parcel.content));
        } else if (message.type === 'parcel' && message.parcel.transfer.length > 0) {
          // The program's own things: whoever walks this list finds nothing else.
          postOnPort(port, { nonce, message }, message.parcel.transfer);
        } else if (message.type === 'ended') atLast(() => postOnPort(port, { nonce, message }));
        else postOnPort(port, { nonce, message });
      },
      byPort,
      soon: createSoon(),
      after(ms, callback) {
        const id = apply(nativeSetTimeout, globalThis, [callback, ms]);
        return () => apply(nativeClearTimeout, globalThis, [id]);
      },
      close: () => atLast(() => apply(nativeClose, globalThis, [])),
      halt() {},
    };
    runtime = start(host, { modules, entry, script }, options, parts, own);
    const running = runtime;
    listen(port, 'message', (control) => {
      stopPropagation(control);
      running.control(dataOf(control) as ControlMessage);
    });
    startPort(port);
  });
}

/** The script's value. */
export default (modules: readonly ProgramModule[], entry: string): void => boot(modules, entry);
