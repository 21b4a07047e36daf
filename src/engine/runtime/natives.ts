/**
 * Asynchronous operations of the platform that finish when they please: digests, reading a blob. They take no virtual
 * time; nothing else runs until they have finished, and their promises settle in the order of the calls, each in a task
 * of its own. Streams need none of this: in browsers they move on in microtasks, and Node says when it is idle.
 */
import type { Core } from './core.ts';
import type { Kernel, Realm } from './kernel.ts';
import type { Loop } from './loop.ts';
import {
  apply,
  construct,
  defineProperty,
  getOwnPropertyDescriptor,
  list,
  NativePromise,
  ownKeys,
  promiseThen,
  uncurry,
} from './primordials.ts';
import { installStandIn } from './stand-in.ts';

interface Operation {
  name: string;
  cause: number;
  /** Settles the program's promise; absent until the native one has settled. */
  settle: (() => void) | undefined;
}

/** `kernel.native`. */
export function createNative(loop: Loop, cause: () => number): Kernel['native'] {
  const then = uncurry(promiseThen as (...args: unknown[]) => Promise<unknown>);
  let operations = list<Operation>();

  function advance() {
    for (let index = 0; index < operations.length; index++)
      if ((operations[index] as Operation).settle === undefined) return;
    const finished = operations;
    operations = list();
    for (let index = 0; index < finished.length; index++) {
      const { name, cause, settle } = finished[index] as Operation;
      if (settle) loop.schedule(0, { kind: 'event', name, cause, run: settle });
    }
  }

  return (name, promise) =>
    new NativePromise((resolve, reject) => {
      const release = loop.hold();
      const operation: Operation = { name, cause: cause(), settle: undefined };
      operations[operations.length] = operation;
      const settled = (settle: (value: never) => void) => (value: unknown) => {
        operation.settle = () => settle(value as never);
        advance();
        release();
      };
      then(promise, settled(resolve), settled(reject));
    });
}

/** Has the methods of `crypto.subtle` go through `kernel.native`, and says of compression streams that they are used. */
export function installNatives(core: Core, realm: Realm): void {
  const { global } = realm;
  const subtle = (global as { SubtleCrypto?: { prototype: object } }).SubtleCrypto?.prototype;
  if (subtle) for (const name of ownKeys(subtle)) if (name !== 'constructor') wrap(subtle, name as string);

  function wrap(holder: object, name: string) {
    const property = getOwnPropertyDescriptor(holder, name);
    const method: unknown = property?.value;
    if (typeof method !== 'function') return;
    const methods = {
      method(this: unknown, ...args: unknown[]) {
        return core.native(name, apply(method, this, args) as Promise<unknown>);
      },
    };
    const length = method.length as number;
    defineProperty(holder, name, { ...property, value: realm.native(methods.method, name, length) });
  }

  if (realm.host !== 'node') return;
  for (const name of ['CompressionStream', 'DecompressionStream'] as const) {
    const native = global[name];
    installStandIn(realm, native, name, {
      construct(args, newTarget) {
        core.markBusy();
        return construct(native, args, newTarget) as object;
      },
    });
  }
}
