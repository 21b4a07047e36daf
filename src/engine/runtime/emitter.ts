/** The part of Node's `EventEmitter` that `process` needs, the same in every host. */
import type { Core } from './core.ts';
import { apply, isArray, list, NativeTypeError, safeMap, setPrototypeOf } from './primordials.ts';
import { receivedText } from './received.ts';

type Listener = (...args: unknown[]) => unknown;
interface Entry {
  listener: Listener;
  once: boolean;
}

export interface Emitter {
  methods: Record<string, (...args: never[]) => unknown>;
  listens(event: string): boolean;
  /** Calls the listeners in order; what they throw is the caller's. True when there was one. */
  emit(event: string, args: unknown[]): boolean;
}

/** `methods` are to be put on an object, which becomes the listeners' `this`. */
export function createEmitter(core: Core): Emitter {
  const entries = safeMap<unknown, Entry[]>();
  const events = list<unknown>();

  function add(event: unknown, listener: unknown, once: boolean, first: boolean) {
    if (typeof listener !== 'function') {
      const error = new NativeTypeError(
        `The "listener" argument must be of type function. Received ${receivedText(listener)}`,
      );
      (error as { code?: string }).code = 'ERR_INVALID_ARG_TYPE';
      throw error;
    }
    const known = entries.get(event);
    const all = list<Entry>();
    const entry = { listener: listener as Listener, once };
    if (first) all[0] = entry;
    if (known) for (let index = 0; index < known.length; index++) all[all.length] = known[index] as Entry;
    else events[events.length] = event;
    if (!first) all[all.length] = entry;
    entries.set(event, all);
  }

  function remove(event: unknown, listener: unknown) {
    const known = entries.get(event);
    if (!known) return;
    let at = known.length - 1;
    while (at >= 0 && (known[at] as Entry).listener !== listener) at--;
    if (at < 0) return;
    const rest = list<Entry>();
    for (let index = 0; index < known.length; index++)
      if (index !== at) rest[rest.length] = known[index] as Entry;
    if (rest.length === 0) entries.delete(event);
    else entries.set(event, rest);
  }

  function emit(self: unknown, event: unknown, args: ArrayLike<unknown>): boolean {
    const known = entries.get(event);
    if (!known) return false;
    for (let index = 0; index < known.length; index++) {
      const { listener, once } = known[index] as Entry;
      if (once) remove(event, listener);
      apply(listener, self, args);
    }
    return true;
  }

  function plain<T>(items: T[]): T[] {
    setPrototypeOf(items, Array.prototype);
    return items;
  }

  let self: unknown;
  const adder = (once: boolean, first: boolean) =>
    function (this: unknown, event: unknown, listener: unknown) {
      core.takeSite();
      self ??= this;
      add(event, listener, once, first);
      return this;
    };
  function off(this: unknown, event: unknown, listener: unknown) {
    core.takeSite();
    remove(event, listener);
    return this;
  }
  const listenersOf = (event: unknown) => {
    const found = list<Listener>();
    const known = entries.get(event);
    if (known)
      for (let index = 0; index < known.length; index++) found[index] = (known[index] as Entry).listener;
    return plain(found);
  };
  const methods: Emitter['methods'] = {
    on: adder(false, false),
    addListener: adder(false, false),
    once: adder(true, false),
    prependListener: adder(false, true),
    prependOnceListener: adder(true, true),
    off,
    removeListener: off,
    removeAllListeners(this: unknown, event?: unknown) {
      if (event !== undefined) entries.delete(event);
      else for (let index = 0; index < events.length; index++) entries.delete(events[index]);
      return this;
    },
    emit(this: unknown, event: unknown, ...args: unknown[]) {
      core.takeSite();
      return emit(this, event, args);
    },
    listeners: listenersOf,
    rawListeners: listenersOf,
    listenerCount: (event: unknown) => entries.get(event)?.length ?? 0,
    eventNames: () => {
      const names = list<unknown>();
      for (let index = 0; index < events.length; index++)
        if (entries.has(events[index])) names[names.length] = events[index];
      return plain(names);
    },
    setMaxListeners(this: unknown) {
      return this;
    },
    getMaxListeners: () => 10,
  };
  return {
    methods,
    listens: (event) => entries.has(event),
    emit: (event, args) => emit(self, event, isArray(args) ? args : []),
  };
}
