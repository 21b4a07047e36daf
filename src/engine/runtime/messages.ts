/**
 * `MessageChannel`, `MessagePort` and `BroadcastChannel` on the run's own loop: a message is cloned when it is posted
 * and delivered in a task of its own. The ports are the platform's objects, so that they can be transferred and cloned
 * as part of any value; only what they transport goes our way. An open port does not keep a run alive: no one outside
 * could ever post to it.
 */
import type { Core } from './core.ts';
import type { Events } from './events.ts';
import type { Realm } from './kernel.ts';
import {
  apply,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  list,
  NativeString,
  NativeSymbol,
  NativeTypeError,
  safeMap,
  safeWeakMap,
  uncurry,
  uncurryGetter,
} from './primordials.ts';
import { installStandIn } from './stand-in.ts';

export interface Envelope {
  number: number;
  /** `seq` of its `message-sent`. */
  sent: number;
  data: unknown;
  ports: MessagePort[];
  /** False when it could not be read: then a `messageerror` is all that arrives. */
  readable?: boolean;
}

/** One end of a channel; `port` is the object that stands for it now. */
export interface End {
  port: EventTarget;
  peer: End;
  channel: string;
  started: boolean;
  closed: boolean;
  /** Messages that arrived before it was started. */
  waiting: Envelope[];
  /** Messages that have a task of their own, from `arrived` on; a port that is handed on takes them along. */
  arriving: Envelope[];
  arrived: number;
  /** False for a worker's own end, for which the worker, or its global object, stands. */
  isPort: boolean;
  /** Its name among all threads, once one of the two ends has left this one. */
  name?: string;
  /** True when it lies in another thread; `port` is then no longer it. */
  isAway?: boolean;
}

interface Cloned {
  value: unknown;
  ports: MessagePort[];
  /** What was transferred, as it is now. */
  transfer: object[];
}

/** Takes what is for an end in another thread; see `workers.ts`. */
export interface Elsewhere {
  send(end: End, cloned: Cloned): void;
  close(end: End): void;
}

/** For what messages need where there are other threads. */
export interface Messages {
  ends: WeakMap<object, End>;
  /** Absent as long as there is one thread only. */
  elsewhere: Elsewhere | undefined;
  /** Posts from `end` to its peer, wherever that is. */
  post(end: End, message: unknown, transfer: unknown): void;
  /** Queues a message for an end in this thread, due in so many ms. */
  deliver(end: End, envelope: Envelope, delay?: number): void;
  /** Closes an end from the other side, in a task. */
  closeFromAfar(end: End, delay: number): void;
  /** A number for a message; the next ones follow it. */
  nextNumber(): number;
  numberFrom(number: number): void;
  /** For a port that has just come to stand for an end. */
  quieten(port: object): void;
}

const hybridDispatch = NativeSymbol.for('nodejs.internal.kHybridDispatch');

export function installMessages(core: Core, realm: Realm, events: Events): Messages {
  const { MessageChannel: NativeChannel, MessagePort, MessageEvent, DOMException, Event } = realm.global;
  const nativeClone = realm.global.structuredClone;
  /** In Node they are properties of the channel, in browsers getters of its class. */
  const portOf = (channel: object, name: 'port1' | 'port2'): MessagePort =>
    (getOwnPropertyDescriptor(channel, name)?.value as MessagePort | undefined) ??
    uncurryGetter<MessagePort>(NativeChannel.prototype, name)(channel);
  const messageOf = uncurryGetter<string>(DOMException.prototype, 'message');
  const byteLengthOf = uncurryGetter<number>(ArrayBuffer.prototype, 'byteLength');
  const nativePost = uncurry(MessagePort.prototype.postMessage as (...args: unknown[]) => void);
  const unref = (MessagePort.prototype as { unref?: () => void }).unref;
  const ends = safeWeakMap<object, End>();
  let channels: number;
  let count = 0;
  core.eachRun(() => {
    channels = 0;
    count = 0;
  });

  /** The message whose task it is; absent when the port has been handed on meanwhile. */
  function takeArriving(end: End): Envelope | undefined {
    const envelope = end.arriving[end.arrived];
    if (envelope === undefined) return undefined;
    end.arrived++;
    if (end.arrived === end.arriving.length) {
      end.arriving.length = 0;
      end.arrived = 0;
    }
    return envelope;
  }

  function deliver(end: End, sent: Envelope, delay = 0) {
    end.arriving[end.arriving.length] = sent;
    core.loop.schedule(delay, {
      kind: 'message',
      name: end.channel,
      cause: sent.sent,
      run() {
        const envelope = takeArriving(end);
        if (envelope === undefined || end.closed) return;
        if (!end.started) {
          end.waiting[end.waiting.length] = envelope;
          return;
        }
        receive(end.port, end.channel, envelope);
      },
    });
  }

  function receive(
    target: EventTarget,
    channel: string,
    { number, sent, data, ports, readable = true }: Envelope,
  ) {
    core.record({ type: 'message-received', message: number, channel, cause: sent });
    if (!readable) {
      events.dispatchOn(target, new MessageEvent('messageerror'));
      return;
    }
    const hybrid =
      realm.flavour === 'node' &&
      ends.get(target)?.isPort &&
      (target as unknown as Record<symbol, unknown>)[hybridDispatch];
    if (typeof hybrid === 'function') apply(hybrid as () => void, target, [data, 'message', undefined]);
    else
      events.dispatchOn(target, new MessageEvent('message', ports.length > 0 ? { data, ports } : { data }));
  }

  function begin(end: End | undefined) {
    if (!end || end.started || end.closed) return;
    end.started = true;
    const { waiting } = end;
    end.waiting = list();
    for (let index = 0; index < waiting.length; index++) deliver(end, waiting[index] as Envelope);
  }

  function close(end: End) {
    if (end.closed) return;
    end.closed = true;
    const { peer } = end;
    if (peer.closed) return;
    if (peer.isAway) messages.elsewhere?.close(peer);
    else closeFromAfar(peer, 0);
  }

  function closeFromAfar(end: End, delay: number) {
    core.loop.schedule(delay, {
      kind: 'message',
      name: end.channel,
      cause: core.cause(),
      run() {
        if (end.closed) return;
        end.closed = true;
        events.dispatchOn(end.port, new Event('close'));
      },
    });
  }

  /** Clones natively, and moves what we know of ports that are transferred to the objects that now stand for them. */
  function clone(value: unknown, given: object[]): Cloned {
    const moved: End[] = list();
    const before: EventTarget[] = [];
    for (let index = 0; index < given.length; index++) {
      const end = ends.get(given[index] as object);
      if (!end) continue;
      moved[moved.length] = end;
      defineProperty(before, before.length, {
        value: end.port,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    }
    const whole: object = { __proto__: null, value, ports: before, transfer: given };
    // Without a list the platform does not walk one, by whatever iterator arrays have by now.
    const copy = cloneNatively(whole, given) as Cloned;
    for (let index = 0; index < moved.length; index++) {
      const end = moved[index] as End;
      ends.delete(end.port);
      end.port = copy.ports[index] as MessagePort;
      end.started = false;
      ends.set(end.port, end);
      quieten(end.port);
    }
    return copy;
  }

  function cloneNatively(whole: object, given: object[]): unknown {
    try {
      return given.length === 0
        ? nativeClone(whole)
        : nativeClone(whole, { transfer: given as Transferable[] });
    } catch (error) {
      const restored = withoutProbes(error);
      if (restored !== undefined) refuseClone(restored);
      throw error;
    }
  }

  /** A function cannot be cloned, and V8's error quotes it: the message without probes, when there are some in it. */
  function withoutProbes(error: unknown): string | undefined {
    try {
      const message = messageOf(error as DOMException);
      const restored = realm.restoreQuotes(message);
      return restored === message ? undefined : restored;
    } catch {
      // No DOMException: a getter of the program has thrown something.
      return undefined;
    }
  }

  /** In Node a port with a listener would keep the thread alive, and with it the end of native work unseen. */
  function quieten(port: object) {
    if (unref) apply(unref, port, []);
  }

  function toList(transfer: unknown): object[] {
    if (transfer === undefined || transfer === null) return [];
    if (typeof transfer !== 'object')
      throw new NativeTypeError('The list of what to transfer must be an array.');
    const iterator = (transfer as Partial<Iterable<object>>)[NativeSymbol.iterator];
    if (iterator === undefined) return toList((transfer as StructuredSerializeOptions).transfer);
    const items: object[] = [];
    for (const item of transfer as Iterable<object>)
      defineProperty(items, items.length, {
        value: item,
        writable: true,
        enumerable: true,
        configurable: true,
      });
    return items;
  }

  const refuseClone = (text: string) => {
    throw new DOMException(text, 'DataCloneError');
  };

  installStandIn(realm, NativeChannel, 'MessageChannel', {
    construct(_args, newTarget) {
      const channel = construct(NativeChannel, [], newTarget) as object;
      const name = `channel ${++channels}`;
      const create = (port: MessagePort): End => ({
        port,
        peer: undefined as never,
        channel: name,
        started: false,
        closed: false,
        waiting: list(),
        arriving: list(),
        arrived: 0,
        isPort: true,
      });
      const one = create(portOf(channel, 'port1'));
      const two = create(portOf(channel, 'port2'));
      one.peer = two;
      two.peer = one;
      ends.set(one.port, one);
      ends.set(two.port, two);
      return channel;
    },
  });

  /**
   * Whether it can go to another thread by way of the team. A stream cannot: all it carries would pass through the team's
   * thread, unseen.
   */
  function isHandedOn(item: object): boolean {
    if (ends.has(item)) return true;
    try {
      return byteLengthOf(item) >= 0;
    } catch {
      return false;
    }
  }

  function post(end: End, message: unknown, transfer: unknown) {
    const given = toList(transfer);
    for (let index = 0; index < given.length; index++)
      if (given[index] === end.port) refuseClone('A port cannot be posted through itself.');
    const { peer } = end;
    if (peer.isAway)
      for (let index = 0; index < given.length; index++)
        if (!isHandedOn(given[index] as object))
          refuseClone('Only ports and ArrayBuffers can be transferred to another thread here.');
    const cloned = clone(message, given);
    if (peer.isAway) {
      if (!end.closed && !peer.closed) messages.elsewhere?.send(peer, cloned);
      return;
    }
    const number = ++count;
    const sent = core.record({ type: 'message-sent', message: number, channel: end.channel });
    if (!end.closed && !peer.closed) deliver(peer, { number, sent, data: cloned.value, ports: cloned.ports });
  }

  const methods = {
    postMessage(this: MessagePort, message: unknown, transfer?: unknown) {
      const end = ends.get(this);
      if (end) post(end, message, transfer);
      else nativePost(this, message, transfer);
    },
    start(this: MessagePort) {
      begin(ends.get(this));
    },
    close(this: MessagePort) {
      const end = ends.get(this);
      if (end) close(end);
    },
    ref() {},
  };
  const put = (name: keyof typeof methods, length: number) =>
    defineProperty(MessagePort.prototype, name, {
      value: realm.native(methods[name] as () => void, name, length),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  put('postMessage', 1);
  put('start', 0);
  put('close', 0);
  if (unref) put('ref', 0);
  events.defineAttribute(MessagePort.prototype, 'message', (port) => {
    begin(ends.get(port));
    if (ends.has(port)) quieten(port);
  });
  events.defineAttribute(MessagePort.prototype, 'messageerror');
  events.listened = (target, type) => {
    const end = ends.get(target);
    if (!end?.isPort) return;
    quieten(target);
    if (realm.flavour === 'node' && type === 'message') begin(end);
  };

  const global = {
    structuredClone(value: unknown, options?: unknown) {
      // biome-ignore lint/complexity/noArguments: the native tells "no value" from `undefined`.
      if (arguments.length === 0) return (nativeClone as () => unknown)();
      return clone(value, toList(options)).value;
    },
  };
  realm.define('structuredClone', realm.native(global.structuredClone, 'structuredClone', 1), true);

  installBroadcast();
  const messages: Messages = {
    ends,
    elsewhere: undefined,
    post,
    deliver,
    closeFromAfar,
    nextNumber: () => ++count,
    numberFrom(number) {
      count = number;
    },
    quieten,
  };
  return messages;

  function installBroadcast() {
    const { EventTarget } = realm.global;
    let open: Map<string, BroadcastChannel[]>;
    core.eachRun(() => {
      open = safeMap();
    });
    const closed = safeWeakMap<object, boolean>();
    class BroadcastChannel extends EventTarget {
      readonly #name: string;
      constructor(name: string) {
        super();
        // biome-ignore lint/complexity/noArguments: `undefined` is a name.
        if (arguments.length === 0) throw new NativeTypeError('A BroadcastChannel needs a name.');
        this.#name = NativeString(name);
        closed.set(this, false);
        const others = open.get(this.#name) ?? list();
        others[others.length] = this;
        open.set(this.#name, others);
      }
      get name() {
        return this.#name;
      }
      postMessage(message: unknown) {
        if (closed.get(this)) throw new DOMException('BroadcastChannel is closed.', 'InvalidStateError');
        const name = this.#name;
        const data = clone(message, []).value;
        const number = ++count;
        const sent = core.record({ type: 'message-sent', message: number, channel: name });
        const receivers = open.get(name) ?? list();
        for (let index = 0; index < receivers.length; index++) {
          const receiver = receivers[index] as BroadcastChannel;
          if (receiver === this) continue;
          // Each gets a copy of its own.
          const own = clone(data, []).value;
          core.loop.schedule(0, {
            kind: 'message',
            name,
            cause: sent,
            run() {
              if (!closed.get(receiver)) receive(receiver, name, { number, sent, data: own, ports: [] });
            },
          });
        }
      }
      close() {
        closed.set(this, true);
        const rest = list<BroadcastChannel>();
        const all = open.get(this.#name) ?? list();
        for (let index = 0; index < all.length; index++)
          if (all[index] !== this) rest[rest.length] = all[index] as BroadcastChannel;
        open.set(this.#name, rest);
      }
      ref() {
        return this;
      }
      unref() {
        return this;
      }
    }
    const { prototype } = BroadcastChannel;
    if (realm.flavour === 'browser') {
      delete (prototype as { ref?: unknown }).ref;
      delete (prototype as { unref?: unknown }).unref;
    }
    for (const name of ['name', 'postMessage', 'close']) {
      const property = getOwnPropertyDescriptor(prototype, name);
      if (property) defineProperty(prototype, name, { ...property, enumerable: true });
    }
    realm.nativeClass(BroadcastChannel, 'BroadcastChannel');
    realm.define('BroadcastChannel', BroadcastChannel);
    events.defineAttribute(prototype, 'message');
    events.defineAttribute(prototype, 'messageerror');
  }
}
