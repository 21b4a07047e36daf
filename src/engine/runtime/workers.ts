/**
 * `Worker`, and what a worker's global object has: HTML, "Dedicated workers and the DedicatedWorkerGlobalScope interface".
 * A worker is a real thread with this same runtime in it; the team outside starts it and hands messages on. Only programs
 * that may make workers are run with this part.
 */
import type { ErrorReport } from '../../trace/event.ts';
import { resolveSpecifier } from '../compile/resolve.ts';
import {
  mostParcels,
  mostWorkers,
  numbersPerThread,
  type Parcel,
  type PortParcel,
  type TeamMessage,
  type ThreadStart,
} from '../threads/messages.ts';
import { ticksPerMs } from './clock.ts';
import type { Core } from './core.ts';
import { isCostly } from './cost.ts';
import type { Events } from './events.ts';
import type { Realm } from './kernel.ts';
import type { End, Envelope, Messages } from './messages.ts';
import {
  defineProperty,
  getOwnPropertyDescriptor,
  isArray,
  list,
  max,
  NativeString,
  NativeTypeError,
  safeMap,
  safeWeakMap,
  stringIndexOf,
  stringLastIndexOf,
  stringSlice,
} from './primordials.ts';

/** Where the stand-in for `worlds/worker.ts` finds `Worker` where the platform has none of its own. */
export const workerKey = Symbol.for('interleave.worker');

export interface WorkersOptions {
  events: Events;
  messages: Messages;
  /** In a worker: what it was told. */
  own: ThreadStart | undefined;
  /** Whether the program has such a module. */
  hasModule(name: string): boolean;
  /** Reports an error of a worker that nobody there or here has taken care of. */
  reportForeign(error: ErrorReport, worker: number): void;
}

export interface Workers {
  /** Does what the team says. */
  obey(message: TeamMessage): void;
  /** In a worker: an error that nobody caught goes to the one that made it. */
  escalate: ((error: ErrorReport) => void) | undefined;
}

/** What waits on a parcel's own port. */
interface Content {
  value: unknown;
  ports: MessagePort[];
}

export type InstallWorkers = (core: Core, realm: Realm, options: WorkersOptions) => Workers;

export const installWorkers: InstallWorkers = (
  core,
  realm,
  { events, messages, own, hasModule, reportForeign },
) => {
  const { clock, host, loop } = core;
  const { global } = realm;
  const thread = own?.thread ?? 0;
  /** Ends in this thread whose peers lie in others. */
  const known = safeMap<string, End>();
  const labels = safeMap<string, number>();
  let heard = 0;
  let sent = 0;
  let made = 0;
  let channels = 0;
  let isShared = false;
  messages.numberFrom(thread * numbersPerThread);

  function share(until: number) {
    if (isShared) return;
    isShared = true;
    core.share();
    loop.share(until, (due, keeps) => host.post({ type: 'at-rest', heard, due, keeps }));
  }

  const endOfMillisecond = (tick: number) => tick - (tick % ticksPerMs) + ticksPerMs - 1;
  /** A message takes one tick, so that programs which only send each other messages do not stop the clock. */
  const arrival = () => clock.ticks() + (clock.kind === 'real' ? 0 : 1);
  const delayTo = (tick: number) => max(0, tick - clock.ticks()) / ticksPerMs;

  const away = (name: string, channel: string): End => {
    const end: End = {
      port: undefined as never,
      peer: undefined as never,
      channel,
      started: false,
      closed: false,
      waiting: list(),
      arriving: list(),
      arrived: 0,
      isPort: true,
      isAway: true,
      name,
    };
    return end;
  };

  function entangle(port: EventTarget, name: string, peer: End, isPort: boolean): End {
    const end: End = {
      port,
      peer,
      channel: peer.channel,
      started: !isPort,
      closed: false,
      waiting: list(),
      arriving: list(),
      arrived: 0,
      isPort,
      name,
    };
    peer.peer = end;
    messages.ends.set(port, end);
    known.set(name, end);
    return end;
  }

  /** The end leaves this thread: its peer, if that is here, goes on posting to it by its name. */
  function sendAway(end: End): PortParcel & { rest: Envelope[] } {
    const port = end.port as MessagePort;
    const { peer, channel } = end;
    end.name ??= `${thread}:${++channels}`;
    peer.name ??= `${thread}:${++channels}`;
    if (!peer.isAway) known.set(peer.name, peer);
    known.delete(end.name);
    messages.ends.delete(port);
    const rest = list<Envelope>();
    for (let index = 0; index < end.waiting.length; index++)
      rest[rest.length] = end.waiting[index] as Envelope;
    for (let index = end.arrived; index < end.arriving.length; index++)
      rest[rest.length] = end.arriving[index] as Envelope;
    end.waiting = list();
    end.arriving = list();
    end.arrived = 0;
    end.isAway = true;
    end.port = undefined as never;
    return { port, end: end.name, peer: peer.name, channel, rest };
  }

  messages.elsewhere = {
    send(end, { value, ports, transfer }) {
      if (++sent > mostParcels)
        return core.end({
          reason: 'limit',
          exitCode: 143,
          limit: { name: 'messages', value: mostParcels },
        });
      const message = messages.nextNumber();
      core.record({ type: 'message-sent', message, channel: end.channel });
      const parcels: PortParcel[] = [];
      const rests = list<{ end: End; rest: Envelope[] }>();
      for (let index = 0; index < ports.length; index++) {
        const moved = messages.ends.get(ports[index] as MessagePort) as End;
        const { rest, ...parcel } = sendAway(moved);
        put(parcels, parcel);
        rests[index] = { end: moved, rest };
      }
      core.flush();
      const parcel = pack({
        value,
        message,
        channel: end.channel,
        transfer,
        ports: parcels,
        content: null,
      });
      host.post({ type: 'parcel', to: end.name as string, at: arrival(), parcel });
      // What waited for the port goes after it.
      for (let index = 0; index < rests.length; index++) {
        const { end: moved, rest } = rests[index] as { end: End; rest: Envelope[] };
        for (let at = 0; at < rest.length; at++) {
          const { number, data } = rest[at] as Envelope;
          forward(moved.name as string, { value: data, message: number, channel: moved.channel });
        }
      }
    },
    close(end) {
      core.flush();
      host.post({ type: 'port-closed', to: end.name as string, at: arrival() });
    },
  };

  /** Sends on what came for an end that has left this thread. Ports it brought along are lost: nobody waited for them. */
  function forward(to: string, { value, message, channel }: Pick<Parcel, 'value' | 'message' | 'channel'>) {
    host.post({
      type: 'parcel',
      to,
      at: arrival(),
      parcel: pack({ value, message, channel, transfer: [], ports: [], content: null }),
    });
  }

  /** Sends ahead what would be too costly to copy on the way. */
  function pack(parcel: Parcel): Parcel {
    const { value, message, channel, transfer, ports } = parcel;
    if (!host.byPort || !isCostly(value)) return parcel;
    const objects: MessagePort[] = [];
    const entries: PortParcel[] = [];
    for (let index = 0; index < ports.length; index++) {
      const { port, end, peer, channel } = ports[index] as PortParcel;
      put(objects, port as MessagePort);
      put(entries, { end, peer, channel });
    }
    const whole: Content = { value, ports: objects };
    const content = host.byPort.send(whole, transfer);
    return { value: null, message, channel, transfer: [], ports: entries, content };
  }

  /** The parcel with what was sent ahead; `undefined` if that does not belong to it. */
  function unpack(parcel: Parcel, whole: unknown): Parcel | undefined {
    if (typeof whole !== 'object' || whole === null) return undefined;
    const { value, ports: objects } = whole as Content;
    if (!isArray(objects) || objects.length !== parcel.ports.length) return undefined;
    const ports: PortParcel[] = [];
    for (let index = 0; index < objects.length; index++) {
      const { end, peer, channel } = parcel.ports[index] as PortParcel;
      put(ports, { port: objects[index] as MessagePort, end, peer, channel });
    }
    const { message, channel } = parcel;
    return { value, message, channel, transfer: [], ports, content: null };
  }

  function receive(to: string, at: number, parcel: Parcel) {
    const ports: MessagePort[] = [];
    for (let index = 0; index < parcel.ports.length; index++) {
      const { port, end, peer, channel } = parcel.ports[index] as Required<PortParcel>;
      entangle(port, end, away(peer, channel), true);
      messages.quieten(port);
      put(ports, port);
    }
    const end = known.get(to);
    if (!end) return forward(to, parcel);
    messages.deliver(end, { number: parcel.message, sent: -1, data: parcel.value, ports }, delayTo(at));
  }

  const instances = safeWeakMap<object, { worker: number; end: End }>();
  const byNumber = safeMap<number, EventTarget>();

  function labelOf(name: string, entry: string): string {
    const plain = name === '' ? stringSlice(entry, stringLastIndexOf(entry, '/') + 1) : name;
    const count = (labels.get(plain) ?? 0) + 1;
    labels.set(plain, count);
    return count === 1 ? plain : `${plain} ${count}`;
  }

  const { EventTarget } = global;
  class Worker extends EventTarget {
    constructor(url: unknown, options?: unknown) {
      super();
      // biome-ignore lint/complexity/noArguments: `undefined` would be an address, too.
      if (arguments.length === 0) throw new NativeTypeError('A Worker needs the address of its script.');
      const address = NativeString(url);
      const { name: given } = (options ?? {}) as { name?: unknown };
      const name = given === undefined ? '' : stringSlice(NativeString(given), 0, 100);
      const entry = entryOf(address);
      if (entry === undefined || !hasModule(entry)) {
        failToLoad(this, address);
        return;
      }
      // However many there may be at once, is for the team to say, which knows of all threads.
      if (made >= mostWorkers) {
        core.end({ reason: 'limit', exitCode: 143, limit: { name: 'workers', value: mostWorkers } });
        return;
      }
      const worker = ++made;
      const label = labelOf(name, entry);
      const here = `${thread}:${++channels}`;
      const there = `${thread}:${++channels}`;
      const end = entangle(this, here, away(there, label), false);
      instances.set(this, { worker, end });
      byNumber.set(worker, this);
      core.record({ type: 'worker-made', worker, name: label });
      const at = clock.ticks();
      share(endOfMillisecond(at));
      core.flush();
      const epoch = host.timeOrigin + host.now() - core.now();
      host.post({ type: 'worker-made', worker, entry, name, label, at, epoch, here, there });
    }
    postMessage(message: unknown, transfer?: unknown) {
      // biome-ignore lint/complexity/noArguments: `undefined` is a message.
      if (arguments.length === 0) throw new NativeTypeError('postMessage needs a message.');
      const instance = instances.get(this);
      if (instance) messages.post(instance.end, message, transfer);
    }
    terminate() {
      const instance = instances.get(this);
      if (!instance || instance.end.closed) return;
      const { end, worker } = instance;
      end.closed = true;
      core.record({ type: 'worker-ended', worker, by: 'maker' });
      core.flush();
      host.post({ type: 'worker-terminated', worker });
    }
  }
  for (const name of ['postMessage', 'terminate']) enumerable(Worker.prototype, name);
  realm.nativeClass(Worker, 'Worker');
  for (const type of ['message', 'messageerror', 'error']) events.defineAttribute(Worker.prototype, type);
  if (realm.flavour === 'browser') realm.define('Worker', Worker);
  defineProperty(global, workerKey, { value: Worker, configurable: true });

  /** The module an address names: `import.meta.url` is `file:///main.ts` here. */
  function entryOf(address: string): string | undefined {
    const base = own?.entry ?? '';
    return (
      resolveSpecifier(base, address) ??
      (stringIndexOf(address, ':') < 0 ? resolveSpecifier(base, `./${address}`) : undefined)
    );
  }

  function failToLoad(target: EventTarget, address: string) {
    core.post('event', () => {
      core.print('system', `There is no file '${stringSlice(address, 0, 200)}' for a worker to run.`);
      events.dispatchOn(target, new global.Event('error', { cancelable: true }));
    });
  }

  function failed(worker: number, at: number, error: ErrorReport) {
    const target = byNumber.get(worker);
    if (!target) return;
    loop.schedule(delayTo(at), {
      kind: 'event',
      name: 'error',
      cause: -1,
      run() {
        if (instances.get(target)?.end.closed) return;
        const frame = error.frames[0];
        const event = createErrorEvent({
          message: `Uncaught ${error.text}`,
          filename: frame?.file ?? '',
          lineno: frame ? frame.line + 1 : 0,
          colno: frame ? frame.column + 1 : 0,
        });
        if (events.dispatchOn(target, event)) reportForeign(error, worker);
      },
    });
  }

  /** By the rules of Node there is no such class; there an event with the same properties has to do. */
  function createErrorEvent(details: { message: string; filename: string; lineno: number; colno: number }) {
    const { ErrorEvent } = global;
    if (typeof ErrorEvent === 'function')
      return new ErrorEvent('error', { ...details, error: null, cancelable: true });
    const event = new global.Event('error', { cancelable: true });
    const properties = { ...details, error: null } as Record<string, unknown>;
    for (const key in properties)
      defineProperty(event, key, { value: properties[key], enumerable: true, configurable: true });
    return event;
  }

  if (own) installScope(own);

  function installScope({ end, peer, label, name, until }: ThreadStart) {
    const inside = entangle(global as unknown as EventTarget, end, away(peer, label), false);
    const functions = {
      postMessage(message: unknown, transfer?: unknown) {
        // biome-ignore lint/complexity/noArguments: `undefined` is a message.
        if (arguments.length === 0) throw new NativeTypeError('postMessage needs a message.');
        messages.post(inside, message, transfer);
      },
      close() {
        if (inside.closed) return;
        inside.closed = true;
        core.record({ type: 'worker-ended', worker: 0, by: 'itself' });
        // What is running still comes to its end; nothing that waits begins any more.
        loop.post('report', {
          kind: 'event',
          name: 'close',
          cause: core.cause(),
          run: () => core.end({ reason: 'exit', exitCode: 0 }),
        });
      },
    };
    realm.define('postMessage', realm.native(functions.postMessage, 'postMessage', 1), true);
    realm.define('close', realm.native(functions.close, 'close', 0), true);
    realm.define('name', name, true);
    events.defineAttribute(global, 'message');
    events.defineAttribute(global, 'messageerror');
    share(until);
  }

  /** What the team has said after a parcel whose content is still on its way. */
  let waiting = list<TeamMessage>();
  let next = 0;
  let awaited = false;

  /** Does what the team says, one after the other. */
  function obey(message: TeamMessage) {
    if (awaited) waiting[waiting.length] = message;
    else begin(message);
  }

  function begin(message: TeamMessage) {
    if (message.type !== 'parcel' || !message.parcel.content || !host.byPort) return act(message);
    awaited = true;
    const { to, at, until, parcel } = message;
    let isHere = false;
    host.byPort.receive(parcel.content as MessagePort, (whole) => {
      if (isHere) return;
      isHere = true;
      awaited = false;
      const unpacked = unpack(parcel, whole);
      act(
        unpacked
          ? { type: 'parcel', to, at, until, parcel: unpacked }
          : { type: 'parcel-lost', to, at, until },
      );
      while (!awaited && next < waiting.length) begin(waiting[next++] as TeamMessage);
      if (next < waiting.length) return;
      waiting = list();
      next = 0;
    });
  }

  function act(message: TeamMessage) {
    heard++;
    if (message.type === 'quiet') return loop.conclude();
    loop.goOn(message.until);
    switch (message.type) {
      case 'parcel':
        return receive(message.to, message.at, message.parcel);
      case 'parcel-lost': {
        const end = known.get(message.to);
        const lost = { number: 0, sent: -1, data: null, ports: [], readable: false as const };
        if (end) messages.deliver(end, lost, delayTo(message.at));
        return;
      }
      case 'port-closed': {
        const end = known.get(message.to);
        if (end) messages.closeFromAfar(end, delayTo(message.at));
        return;
      }
      case 'worker-failed':
        return failed(message.worker, message.at, message.error);
    }
  }

  return {
    obey,
    escalate:
      own &&
      ((error) => {
        core.flush();
        host.post({ type: 'worker-failed', at: arrival(), error });
      }),
  };

  function put<T>(items: T[], item: T) {
    defineProperty(items, items.length, {
      value: item,
      writable: true,
      enumerable: true,
      configurable: true,
    });
  }

  function enumerable(holder: object, name: string) {
    const property = getOwnPropertyDescriptor(holder, name);
    if (property) defineProperty(holder, name, { ...property, enumerable: true });
  }
};
