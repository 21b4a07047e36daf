/**
 * `AbortController` and `AbortSignal`: the natives, with their aborts recorded, their default reasons worded alike in
 * every host (as Node words them), and `AbortSignal.timeout` on the run's own clock.
 */
import type { Core } from './core.ts';
import { describeError } from './errors.ts';
import type { Events } from './events.ts';
import type { Realm } from './kernel.ts';
import {
  defineProperty,
  isFiniteNumber,
  NativeRangeError,
  NativeTypeError,
  safeWeakMap,
  trunc,
  uncurry,
  uncurryGetter,
} from './primordials.ts';

export interface Aborts {
  /** Aborts natively, recorded; for signals that belong to the engine. */
  abort(controller: AbortController, reason: unknown, cause?: number): void;
}

export function installAborts(core: Core, realm: Realm, events: Events): Aborts {
  const { AbortController: Controller, AbortSignal: Signal, DOMException } = realm.global;
  const nativeAbort = uncurry(Controller.prototype.abort);
  const signalOf = uncurryGetter<AbortSignal>(Controller.prototype, 'signal');
  const isAborted = uncurryGetter<boolean>(Signal.prototype, 'aborted');
  const nativeAborted = Signal.abort.bind(Signal);

  const abortError = () => new DOMException('This operation was aborted', 'AbortError');
  const timeoutError = () => new DOMException('The operation was aborted due to timeout', 'TimeoutError');

  let count: number;
  let numbers: WeakMap<AbortSignal, number>;
  core.eachRun(() => {
    count = 0;
    numbers = safeWeakMap();
  });
  function numberOf(signal: AbortSignal): number {
    const known = numbers.get(signal);
    if (known !== undefined) return known;
    numbers.set(signal, ++count);
    return count;
  }

  function abort(controller: AbortController, reason: unknown) {
    const signal = signalOf(controller);
    if (isAborted(signal)) {
      core.takeSite();
      return nativeAbort(controller, reason);
    }
    const { text } = describeError(reason);
    const event = core.record({ type: 'abort', signal: numberOf(signal), reason: text });
    core.within(event, () => nativeAbort(controller, reason));
  }

  const methods = {
    abort(this: AbortController, reason?: unknown) {
      // The native getter refuses what is no controller.
      signalOf(this);
      if (core.isCalledByPlatform()) return nativeAbort(this, reason);
      abort(this, reason === undefined ? abortError() : reason);
    },
  };
  const statics = {
    abort: (reason?: unknown) => nativeAborted(reason === undefined ? abortError() : reason),
    timeout(delay: unknown) {
      const ms = checkDelay(delay, realm);
      const controller = new Controller();
      core.arm(ms, {
        kind: 'abort-timeout',
        name: undefined,
        run: () => abort(controller, timeoutError()),
        // Node ends without waiting for it; a page stays.
        keepsAlive: realm.flavour === 'browser',
      });
      return signalOf(controller);
    },
  };
  const hidden = { writable: true, enumerable: true, configurable: true };
  defineProperty(Controller.prototype, 'abort', {
    value: realm.native(methods.abort, 'abort', 0),
    ...hidden,
  });
  defineProperty(Signal, 'abort', { value: realm.native(statics.abort, 'abort', 0), ...hidden });
  defineProperty(Signal, 'timeout', { value: realm.native(statics.timeout, 'timeout', 1), ...hidden });
  events.defineAttribute(Signal.prototype, 'abort');
  return { abort };
}

function checkDelay(delay: unknown, { flavour }: Realm): number {
  const ms = trunc(+(delay as number));
  if (isFiniteNumber(ms) && ms >= 0 && ms <= 2 ** 53 - 1) return flavour === 'node' && ms < 1 ? 1 : ms;
  const text = `AbortSignal.timeout needs a number of milliseconds from 0 to 2 ** 53 - 1; found ${`${delay as number}`}.`;
  throw flavour === 'node' ? new NativeRangeError(text) : new NativeTypeError(text);
}
