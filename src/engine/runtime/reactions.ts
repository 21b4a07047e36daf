/**
 * Records the callbacks that run in microtasks: those given to `then`, `catch`, `finally` and `queueMicrotask`.
 *
 * The wrappers stand in front of the natives and hand them a callback of their own in place of the program's; nobody
 * but the native ever sees it. Everything else (receivers, species, order, number of turns, errors) is the native's.
 */
import type { ReactionKind } from '../../trace/event.ts';
import { type Core, isNative, nameOf } from './core.ts';
import type { Realm } from './kernel.ts';
import { apply, defineProperty, NativePromise, uncurry } from './primordials.ts';

type Callback = (value?: unknown) => unknown;
/** Wraps the callbacks of one call; both belong to one reaction, of which only one will run. */
type Recorded = { fulfilled: unknown; rejected: unknown };

const nativeThen = uncurry(NativePromise.prototype.then as (...args: unknown[]) => Promise<unknown>);
const nativeCatch = uncurry(NativePromise.prototype.catch as (...args: unknown[]) => Promise<unknown>);
const nativeFinally = uncurry(NativePromise.prototype.finally as (...args: unknown[]) => Promise<unknown>);

const none = {};

export function installReactions(core: Core, realm: Realm): void {
  function run(
    reaction: number,
    outcome: 'value' | 'error' | 'nothing',
    callback: Callback,
    value?: unknown,
  ): unknown {
    core.recorder.runReaction(reaction, outcome);
    try {
      return outcome === 'nothing' ? callback() : callback(value);
    } finally {
      core.recorder.endReaction(reaction);
    }
  }

  function record(kind: ReactionKind, fulfilled: unknown, rejected: unknown): Recorded {
    const hasFulfilled = typeof fulfilled === 'function';
    const hasRejected = typeof rejected === 'function';
    if (!hasFulfilled && !hasRejected) {
      core.recorder.takeSite();
      return { fulfilled, rejected };
    }
    const reaction = core.recorder.setReaction(kind, nameOf(hasFulfilled ? fulfilled : rejected));
    return {
      fulfilled: hasFulfilled
        ? (value: unknown) => run(reaction, 'value', fulfilled as Callback, value)
        : fulfilled,
      rejected: hasRejected
        ? (reason: unknown) => {
            realm.restoreMessage(reason);
            return run(reaction, 'error', rejected as Callback, reason);
          }
        : rejected,
    };
  }

  /** What `catch` was called with: the native passes it on to `then`. */
  let caught: unknown;
  core.eachRun(() => {
    caught = none;
  });

  const methods = {
    // biome-ignore lint/suspicious/noThenProperty: it is what Promise.prototype has.
    then(this: unknown, onFulfilled?: unknown, onRejected?: unknown) {
      const isCatch = onFulfilled === undefined && caught !== none && onRejected === caught;
      caught = none;
      // Without a place in the program this may be the engine's own call: `resolve(promise)`, `Promise.all`, `finally`.
      if (!isCatch && !core.recorder.hasSite() && (isNative(onFulfilled) || isNative(onRejected)))
        return nativeThen(this, onFulfilled, onRejected);
      const { fulfilled, rejected } = record(isCatch ? 'catch' : 'then', onFulfilled, onRejected);
      return nativeThen(this, fulfilled, rejected);
    },
    catch(this: unknown, onRejected?: unknown) {
      caught = onRejected;
      try {
        return nativeCatch(this, onRejected);
      } finally {
        caught = none;
      }
    },
    finally(this: unknown, onFinally?: unknown) {
      if (typeof onFinally !== 'function') return nativeFinally(this, onFinally);
      const reaction = core.recorder.setReaction('finally', nameOf(onFinally));
      return nativeFinally(this, () => run(reaction, 'nothing', onFinally as Callback));
    },
  };
  const { prototype } = NativePromise;
  const replace = (name: 'then' | 'catch' | 'finally', length: number) =>
    defineProperty(prototype, name, {
      value: realm.native(methods[name], name, length),
      writable: true,
      enumerable: false,
      configurable: true,
    });
  replace('then', 2);
  replace('catch', 1);
  replace('finally', 1);

  const nativeQueue = realm.global.queueMicrotask as (callback: unknown) => void;
  const queue = {
    queueMicrotask(callback: unknown) {
      if (typeof callback !== 'function' || core.isCalledByPlatform())
        return apply(nativeQueue, realm.global, [callback]);
      const reaction = core.recorder.setReaction('queueMicrotask', nameOf(callback));
      return apply(nativeQueue, realm.global, [
        () => {
          core.recorder.runReaction(reaction, 'nothing');
          try {
            (callback as Callback)();
          } catch (error) {
            core.reportUncaught(error);
          } finally {
            core.recorder.endReaction(reaction);
          }
        },
      ]);
    },
  };
  realm.define('queueMicrotask', realm.native(queue.queueMicrotask, 'queueMicrotask', 1), true);
}
