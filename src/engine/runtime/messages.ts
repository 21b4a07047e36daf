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

interface Envelope {
  number: number;
  /** `seq` of its `message-sent`. */
  sent: number;
  data: unknown;
  ports: MessagePort[];
}

/** One end of a channel; `port` is the object that stands for it now. */
interface End {
  port: MessagePort;
  peer: End;
  channel: string;
  started: boolean;
  closed: boolean;
  waiting: Envelope[];
}

interface Cloned {
  value: unknown;
  ports: MessagePort[];
}

const hybridDispatch = NativeSymbol.for('nodejs.internal.kHybridDispatch');

export function installMessages(core: Core, realm: Realm, events: Events): void {
  const { MessageChannel: NativeChannel, MessagePort, MessageEvent, DOMException, Event } = realm.global;
  const nativeClone = realm.global.structuredClone;
  /** In Node they are properties of the channel, in browsers getters of its class. */
  const portOf = (channel: object, name: 'port1' | 'port2'): MessagePort =>
    (getOwnPropertyDescriptor(channel, name)?.value as MessagePort | undefined) ??
    uncurryGetter<MessagePort>(NativeChannel.prototype, name)(channel);
  const nativePost = uncurry(MessagePort.prototype.postMessage as (...args: unknown[]) => void);
  const unref = (MessagePort.prototype as { unref?: () => void }).unref;
  const ends = safeWeakMap<object, End>();
  let channels = 0;
  let messages = 0;

  function deliver(end: End, envelope: Envelope) {
    core.loop.schedule(0, {
      kind: 'message',
      name: end.channel,
      cause: envelope.sent,
      run() {
        if (end.closed) return;
        if (!end.started) {
          end.waiting[end.waiting.length] = envelope;
          return;
        }
        receive(end.port, end.channel, envelope);
      },
    });
  }

  function receive(target: EventTarget, channel: string, { number, sent, data, ports }: Envelope) {
    core.record({ type: 'message-received', message: number, channel, cause: sent });
    const hybrid =
      realm.flavour === 'node' &&
      ends.has(target) &&
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
    core.loop.schedule(0, {
      kind: 'message',
      name: end.channel,
      cause: core.cause(),
      run() {
        if (peer.closed) return;
        peer.closed = true;
        events.dispatchOn(peer.port, new Event('close'));
      },
    });
  }

  /** Clones natively, and moves what we know of ports that are transferred to the objects that now stand for them. */
  function clone(value: unknown, given: object[]): Cloned {
    const moved: End[] = list();
    const before: MessagePort[] = [];
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
    const whole = { __proto__: null, value, ports: before };
    // Without a list the platform does not walk one, by whatever iterator arrays have by now.
    const copy = (
      given.length === 0 ? nativeClone(whole) : nativeClone(whole, { transfer: given as Transferable[] })
    ) as Cloned;
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

  const methods = {
    postMessage(this: MessagePort, message: unknown, transfer?: unknown) {
      const end = ends.get(this);
      if (!end) return nativePost(this, message, transfer);
      const given = toList(transfer);
      for (let index = 0; index < given.length; index++)
        if (given[index] === this) refuseClone('A port cannot be posted through itself.');
      const { value, ports } = clone(message, given);
      const number = ++messages;
      const sent = core.record({ type: 'message-sent', message: number, channel: end.channel });
      if (!end.closed && !end.peer.closed) deliver(end.peer, { number, sent, data: value, ports });
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
    if (!end) return;
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

  function installBroadcast() {
    const { EventTarget } = realm.global;
    const open = safeMap<string, BroadcastChannel[]>();
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
        const number = ++messages;
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
