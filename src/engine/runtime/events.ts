/**
 * Listeners: recorded when they are added, run and removed; what they throw is reported the same way in every host. The
 * dispatching is the native's. In Node, for the `browser` flavour, the global object becomes an event target.
 */
import type { Core } from './core.ts';
import type { Realm } from './kernel.ts';
import {
  apply,
  defineProperty,
  getOwnPropertyDescriptor,
  getOwnPropertySymbols,
  getPrototypeOf,
  hasOwn,
  list,
  NativeTypeError,
  ownKeys,
  safeWeakMap,
  setPrototypeOf,
  uncurry,
  uncurryGetter,
} from './primordials.ts';

type Listener = ((event: Event) => unknown) | { handleEvent(event: Event): unknown };

interface Entry {
  id: number;
  type: string;
  callback: object;
  capture: boolean;
  once: boolean;
  removed: boolean;
}

interface ListenOptions {
  capture?: boolean;
  once?: boolean;
  passive?: boolean;
  signal?: AbortSignal;
}

export interface Events {
  /** Is there anybody to tell? Looks at the global object's listeners. */
  isHeard(type: string): boolean;
  /** Dispatches on the global object. False when a listener prevented the default. */
  dispatch(event: Event): boolean;
  /**
   * Gives a prototype the event handler attribute `on…`, in place of the one it may have: handlers are recorded, and
   * their errors reported, like those of other listeners. `changed` is called after each assignment.
   */
  defineAttribute(prototype: object, type: string, changed?: (target: object) => void): void;
  /** Called when a listener has been added, with what Node needs to know of a port. */
  listened: (target: object, type: string) => void;
  /** Adds a listener of the engine's own: natively, unrecorded. */
  listen(target: EventTarget, type: string, listener: (event: Event) => void, once?: boolean): void;
  /** True while the program or the runtime dispatches an event; false while the host itself does. */
  isDispatching(): boolean;
  /** Dispatches natively. */
  dispatchOn(target: EventTarget, event: Event): boolean;
}

/** The event handler attributes of the global object. */
export const globalHandlers = ['onerror', 'onunhandledrejection', 'onrejectionhandled'];

/** A handler that answers so wants the default prevented. */
type Verdict = (event: Event, result: unknown) => boolean;

export function installEvents(core: Core, realm: Realm): Events {
  const { global } = realm;
  const { prototype } = global.EventTarget;
  const nativeAdd = uncurry(prototype.addEventListener as (...args: unknown[]) => void);
  const nativeRemove = uncurry(prototype.removeEventListener as (...args: unknown[]) => void);
  const dispatchNatively = uncurry(prototype.dispatchEvent);
  let dispatching: number;
  const nativeDispatch = (target: EventTarget, event: Event): boolean => {
    dispatching++;
    try {
      return dispatchNatively(target, event);
    } finally {
      dispatching--;
    }
  };
  const typeOf = uncurryGetter<string>(global.Event.prototype, 'type');
  const preventDefault = uncurry(global.Event.prototype.preventDefault);
  const isAborted = uncurryGetter<boolean>(global.AbortSignal.prototype, 'aborted');

  const isTarget = realm.flavour === 'browser' || realm.isWorker;
  if (realm.host === 'node' && isTarget) makeEventTarget(core, realm);

  let count: number;
  let entries: WeakMap<object, Entry[]>;
  type Wrapper = (this: unknown, event: Event) => unknown;
  /** One wrapper per callback and phase, so that the native finds duplicates and removes what was added. */
  let wrappers: readonly [WeakMap<object, Wrapper>, WeakMap<object, Wrapper>];
  core.eachRun(() => {
    dispatching = 0;
    count = 0;
    entries = safeWeakMap();
    wrappers = [safeWeakMap(), safeWeakMap()];
  });

  function find(target: object, type: string, callback: object, capture: boolean): Entry | undefined {
    const known = entries.get(target);
    if (known === undefined) return undefined;
    for (let index = 0; index < known.length; index++) {
      const entry = known[index] as Entry;
      if (entry.callback === callback && entry.type === type && entry.capture === capture) return entry;
    }
    return undefined;
  }

  function add(target: object, entry: Entry, targetName: string) {
    let known = entries.get(target);
    if (known === undefined) {
      known = list();
      entries.set(target, known);
    }
    known[known.length] = entry;
    core.recorder.record({
      type: 'listener-added',
      listener: entry.id,
      event: entry.type,
      target: targetName,
    });
  }

  function drop(target: object, entry: Entry) {
    if (entry.removed) return;
    entry.removed = true;
    const known = entries.get(target);
    if (known) {
      const rest = list<Entry>();
      for (let index = 0; index < known.length; index++)
        if (known[index] !== entry) rest[rest.length] = known[index] as Entry;
      entries.set(target, rest);
    }
    core.recorder.removeListener(entry.id);
  }

  /** What the trace calls the target. */
  function describeTarget(target: object): string {
    if (target === global) return 'globalThis';
    try {
      for (let holder = getPrototypeOf(target); holder !== null; holder = getPrototypeOf(holder)) {
        const type: unknown = getOwnPropertyDescriptor(holder, 'constructor')?.value;
        const name = typeof type === 'function' ? getOwnPropertyDescriptor(type, 'name')?.value : undefined;
        if (typeof name === 'string' && name !== '') return name;
      }
    } catch {
      // A proxy on the way.
    }
    return 'EventTarget';
  }

  function call(callback: Listener, target: unknown, event: Event): unknown {
    if (typeof callback === 'function') return apply(callback, target, [event]);
    const { handleEvent } = callback;
    if (typeof handleEvent !== 'function')
      throw new NativeTypeError("A listener's 'handleEvent' must be a function.");
    return apply(handleEvent, callback, [event]);
  }

  /** Runs a listener; never throws. */
  function run(callback: Listener, target: object, event: Event, entry: Entry | undefined): unknown {
    const type = typeOf(event);
    const cause = core.recorder.cause();
    if (entry) {
      if (entry.once) drop(target, entry);
      core.recorder.runListener(entry.id, type, cause);
    }
    try {
      return core.recorder.within(core.recorder.cause(), () => call(callback, target, event));
    } catch (error) {
      core.reportLater(error);
      return undefined;
    } finally {
      if (entry) core.recorder.endListener(entry.id);
    }
  }

  /** Bound, so that it passes for the platform's own. */
  const failed = ((error: unknown) => core.reportLater(error)).bind(undefined);

  /** Node looks at what a listener returns; a page does not. */
  function heed(result: unknown) {
    if (!isObject(result)) return;
    try {
      const { then } = result as { then?: unknown };
      if (typeof then === 'function') apply(then as () => void, result, [undefined, failed]);
    } catch (error) {
      core.reportLater(error);
    }
  }

  function wrapperOf(callback: object, capture: boolean): Wrapper {
    const known = wrappers[capture ? 1 : 0];
    let wrapper = known.get(callback);
    if (wrapper === undefined) {
      wrapper = function (this: unknown, event: Event) {
        const target = this as object;
        const result = run(
          callback as Listener,
          target,
          event,
          find(target, typeOf(event), callback, capture),
        );
        if (realm.flavour === 'node') heed(result);
      };
      known.set(callback, wrapper);
    }
    return wrapper;
  }

  const methods = {
    addEventListener(this: unknown, type: unknown, callback: unknown, options?: unknown) {
      const target = (this ?? global) as object;
      if (!isObject(callback) || core.isCalledByPlatform())
        return nativeAdd(target as EventTarget, type, callback, options);
      if (realm.host === 'node' && hasSymbols(options)) {
        // `port.on(…)` in Node: a listener for values, not for events.
        nativeAdd(target as EventTarget, type, callback, options);
        events.listened(target, `${type as string}`);
        return;
      }
      const { capture, once, passive, signal } = readOptions(options);
      const copy: ListenOptions = { capture: !!capture, once: !!once };
      if (passive !== undefined) copy.passive = passive;
      if (signal !== undefined) copy.signal = signal;
      nativeAdd(target as EventTarget, type, wrapperOf(callback, !!capture), copy);
      events.listened(target, `${type as string}`);
      const event = `${type as string}`;
      if (find(target, event, callback, !!capture) || (signal && isAborted(signal))) {
        core.recorder.takeSite();
        return;
      }
      const entry = { id: ++count, type: event, callback, capture: !!capture, once: !!once, removed: false };
      add(target, entry, describeTarget(target));
      if (signal) nativeAdd(signal, 'abort', () => drop(target, entry), { once: true });
    },
    removeEventListener(this: unknown, type: unknown, callback: unknown, options?: unknown) {
      const target = (this ?? global) as object;
      if (!isObject(callback)) return nativeRemove(target as EventTarget, type, callback, options);
      const capture = !!readOptions(options).capture;
      const wrapper = wrappers[capture ? 1 : 0].get(callback);
      nativeRemove(target as EventTarget, type, wrapper ?? callback, { capture });
      const entry = wrapper && find(target, `${type as string}`, callback, capture);
      if (entry) drop(target, entry);
      else core.recorder.takeSite();
    },
    dispatchEvent(this: unknown, event: Event) {
      core.recorder.takeSite();
      return nativeDispatch((this ?? global) as EventTarget, event);
    },
  };
  const put = (name: keyof typeof methods, length: number) =>
    defineProperty(prototype, name, {
      value: realm.native(methods[name] as () => unknown, name, length),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  put('addEventListener', 2);
  put('removeEventListener', 2);
  put('dispatchEvent', 1);

  /** The handler in force and its place among the listeners; a replaced handler keeps the place. */
  interface Attribute {
    handler: object | null;
    entry: Entry | undefined;
  }

  function attribute(type: string, verdict: Verdict, listen: (target: object, trampoline: object) => void) {
    let attributes: WeakMap<object, Attribute>;
    core.eachRun(() => {
      attributes = safeWeakMap();
    });
    return {
      get: (target: object) => attributes.get(target)?.handler ?? null,
      set(target: object, value: unknown) {
        const handler =
          typeof value === 'function' || (typeof value === 'object' && value !== null) ? value : null;
        let state = attributes.get(target);
        if (state === undefined) {
          if (handler === null) return;
          state = { handler: null, entry: undefined };
          attributes.set(target, state);
          const own = state;
          listen(target, function (this: unknown, event: Event) {
            const current = own.handler;
            if (typeof current !== 'function') return;
            const result = run(
              ((given: Event) => callHandler(current as never, target, given)) as Listener,
              target,
              event,
              own.entry,
            );
            if (verdict(event, result)) preventDefault(event);
          });
        }
        if (state.entry) drop(target, state.entry);
        state.entry = undefined;
        state.handler = handler;
        if (typeof handler !== 'function') return;
        state.entry = { id: ++count, type, callback: handler, capture: false, once: false, removed: false };
        add(target, state.entry, describeTarget(target));
      },
    };
  }

  const isFalse: Verdict = (_event, result) => result === false;

  function putAttribute(holder: object, type: string, accessor: ReturnType<typeof attribute>) {
    const name = `on${type}`;
    const pair = {
      get(this: unknown) {
        return accessor.get((this ?? global) as object);
      },
      set(this: unknown, value: unknown) {
        accessor.set((this ?? global) as object, value);
      },
    };
    defineProperty(holder, name, {
      get: realm.native(pair.get, `get ${name}`, 0),
      set: realm.native(pair.set, `set ${name}`, 1),
      enumerable: true,
      configurable: true,
    });
  }

  if (isTarget) {
    const onGlobal = (type: string, verdict: Verdict) => {
      realm.remove(`on${type}`);
      putAttribute(
        global,
        type,
        attribute(type, verdict, (target, trampoline) => nativeAdd(target as EventTarget, type, trampoline)),
      );
    };
    onGlobal('error', (event, result) => result === true || (!isErrorEvent(event) && result === false));
    onGlobal('unhandledrejection', isFalse);
    onGlobal('rejectionhandled', isFalse);
  }

  function isErrorEvent(event: Event): event is ErrorEvent {
    const type = global.ErrorEvent;
    return typeof type === 'function' && event instanceof type;
  }

  /** HTML: the global object's `onerror` gets five arguments. */
  function callHandler(handler: (...args: unknown[]) => unknown, target: object, event: Event): unknown {
    if (target === global && typeOf(event) === 'error' && isErrorEvent(event)) {
      const { message, filename, lineno, colno, error } = event;
      return apply(handler, target, [message, filename, lineno, colno, error]);
    }
    return apply(handler, target, [event]);
  }

  const events: Events = {
    listened() {},
    listen(target, type, listener, once = false) {
      nativeAdd(target, type, listener, { once });
    },
    isDispatching: () => dispatching > 0,
    dispatchOn: nativeDispatch,
    isHeard(type) {
      const known = entries.get(global);
      if (known === undefined) return false;
      for (let index = 0; index < known.length; index++)
        if ((known[index] as Entry).type === type) return true;
      return false;
    },
    dispatch: (event) => nativeDispatch(global as unknown as EventTarget, event),
    defineAttribute(holder, type, changed) {
      const accessor = attribute(type, isFalse, (target, trampoline) =>
        nativeAdd(target as EventTarget, type, trampoline),
      );
      putAttribute(holder, type, {
        get: accessor.get,
        set(target, value) {
          accessor.set(target, value);
          changed?.(target);
        },
      });
    },
  };
  return events;
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function hasSymbols(options: unknown): boolean {
  return typeof options === 'object' && options !== null && getOwnPropertySymbols(options).length > 0;
}

function readOptions(options: unknown): ListenOptions {
  if (typeof options === 'object' && options !== null) {
    // In this order, each once: as Web IDL reads a dictionary.
    const { capture, once, passive, signal } = options as ListenOptions;
    return { __proto__: null, capture, once, passive, signal } as ListenOptions;
  }
  return { __proto__: null, capture: !!options } as ListenOptions;
}

/**
 * Gives Node's global object what makes an event target of it there (properties with symbols for keys), and the
 * prototypes a worker's global object has.
 */
function makeEventTarget(core: Core, { global, nativeClass, define }: Realm): void {
  const { EventTarget } = global;
  const refuse = () => {
    throw new NativeTypeError('Illegal constructor');
  };
  class WorkerGlobalScope extends EventTarget {
    constructor() {
      super();
      refuse();
    }
  }
  class DedicatedWorkerGlobalScope extends WorkerGlobalScope {}
  nativeClass(WorkerGlobalScope, 'WorkerGlobalScope');
  nativeClass(DedicatedWorkerGlobalScope, 'DedicatedWorkerGlobalScope');
  define('WorkerGlobalScope', WorkerGlobalScope);
  define('DedicatedWorkerGlobalScope', DedicatedWorkerGlobalScope);
  // Among them is the list of its listeners: every run has one of its own.
  const keys = ownKeys(new EventTarget());
  const own = list<PropertyKey>();
  for (let index = 0; index < keys.length; index++)
    if (!hasOwn(global, keys[index] as PropertyKey)) own[own.length] = keys[index] as PropertyKey;
  core.eachRun(() => {
    const target = new EventTarget();
    for (let index = 0; index < own.length; index++) {
      const key = own[index] as PropertyKey;
      const property = getOwnPropertyDescriptor(target, key);
      if (property) defineProperty(global, key, { ...property, enumerable: false });
    }
  });
  setPrototypeOf(global, DedicatedWorkerGlobalScope.prototype);
  define('self', global, true);
  const { toStringTag } = Symbol;
  if (hasOwn(global, toStringTag)) delete (global as unknown as Record<symbol, unknown>)[toStringTag];
}
