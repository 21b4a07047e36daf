/**
 * `setTimeout`, `setInterval` and what clears them, as the flavour has them.
 *
 * `browser`: HTML's timer initialisation steps. Where engines differ from the letter of the specification and agree
 * with each other we follow them: timers set in microtasks count as nested in the task before, and an interval keeps to
 * its grid (a late call does not delay the next) and is armed again before its callback runs.
 * `node`: lib/internal/timers.js. Delays are whole ms, at least 1; an interval is armed again after its callback, counted
 * from the callback's beginning.
 */
import { type Core, nameOf } from './core.ts';
import type { Realm } from './kernel.ts';
import type { Task } from './loop.ts';
import {
  apply,
  defineProperty,
  floor,
  isNotANumber,
  max,
  NativeRangeError,
  NativeSymbol,
  NativeTypeError,
  safeMap,
  safeWeakMap,
  trunc,
} from './primordials.ts';
import { receivedText } from './received.ts';

type Callback = (...args: unknown[]) => unknown;

/** HTML: above this nesting level a delay is at least `clampedDelay`. */
const clampedLevel = 5;
const clampedDelay = 4;
const longestDelay = 2 ** 31 - 1;

/** Counts the timers a program has pending and refuses the one too many. */
function createQuota(core: Core) {
  let pending: number;
  core.eachRun(() => {
    pending = 0;
  });
  return {
    take() {
      const { maxTimers } = core.options;
      if (pending >= maxTimers) throw new NativeRangeError(`More than ${maxTimers} timers are pending.`);
      pending++;
    },
    free() {
      pending--;
    },
  };
}
export type Quota = ReturnType<typeof createQuota>;

export function installTimers(core: Core, realm: Realm): Quota {
  const quota = createQuota(core);
  if (realm.flavour === 'browser') installBrowserTimers(core, realm, quota);
  else installNodeTimers(core, realm, quota);
  return quota;
}

function installBrowserTimers(core: Core, realm: Realm, quota: Quota): void {
  interface Entry {
    id: number;
    callback: Callback;
    args: unknown[];
    /** Nesting level of its next task. */
    level: number;
    delay: number;
    /** When it is due, in ms. */
    due: number;
  }
  let timers: Map<number, Task>;
  let ids: number;
  /** Nesting level of the timer whose task (or its microtasks) is running. */
  let level: number;
  let levelTurn: number;
  core.eachRun(() => {
    timers = safeMap();
    ids = 0;
    level = 0;
    levelTurn = -1;
  });
  const currentLevel = () => (levelTurn === core.turn() ? level : 0);

  const clamp = (delay: number, nesting: number) =>
    nesting > clampedLevel && delay < clampedDelay ? clampedDelay : delay;

  function check(callback: unknown, name: string): asserts callback is Callback {
    if (typeof callback === 'function') return;
    throw new NativeTypeError(
      typeof callback === 'string'
        ? `${name} needs a function. Text is not run as code here.`
        : `${name} needs a function; found ${receivedText(callback)}.`,
    );
  }

  function call({ callback, args }: Entry, own: number) {
    level = own;
    levelTurn = core.turn();
    apply(callback, realm.global, args);
  }

  function fireTimeout({ data }: Task) {
    const entry = data as Entry;
    timers.delete(entry.id);
    quota.free();
    call(entry, entry.level);
  }

  /** As the task of an interval begins: moves on to the first moment of its grid that is still to come. */
  function nextOf({ data }: Task): number {
    const entry = data as Entry;
    const now = core.now();
    entry.delay = clamp(entry.delay, entry.level);
    entry.level++;
    const { due, delay } = entry;
    entry.due = delay === 0 ? now : due + delay * (floor((now - due) / delay) + 1);
    return entry.due;
  }

  function fireInterval(task: Task) {
    const entry = task.data as Entry;
    core.loop.again(task, entry.due);
    call(entry, entry.level - 1);
  }

  function set(kind: 'timeout' | 'interval', callback: Callback, timeout: unknown, args: unknown[]): number {
    // Web IDL's `long`: whatever is no number becomes 0, and so does what is larger than 32 bits can hold.
    const asked = (timeout as number) | 0;
    const nesting = currentLevel();
    const delay = clamp(max(asked, 0), nesting);
    quota.take();
    const id = ++ids;
    const entry: Entry = { id, callback, args, level: nesting + 1, delay, due: core.now() + delay };
    const repeats = kind === 'interval';
    const task = core.arm(delay, {
      kind,
      name: nameOf(callback),
      run: repeats ? fireInterval : fireTimeout,
      data: entry,
      next: repeats ? nextOf : undefined,
    });
    timers.set(id, task);
    return id;
  }

  function clear(id: unknown) {
    const number = (id as number) | 0;
    const task = timers.get(number);
    if (!task) return;
    timers.delete(number);
    quota.free();
    core.disarm(task);
  }

  const functions = {
    setTimeout(callback: unknown, timeout?: unknown, ...args: unknown[]) {
      check(callback, 'setTimeout');
      return set('timeout', callback, timeout, args);
    },
    setInterval(callback: unknown, timeout?: unknown, ...args: unknown[]) {
      check(callback, 'setInterval');
      return set('interval', callback, timeout, args);
    },
    clearTimeout(id?: unknown) {
      clear(id);
    },
    clearInterval(id?: unknown) {
      clear(id);
    },
  };
  realm.define('setTimeout', realm.native(functions.setTimeout, 'setTimeout', 1), true);
  realm.define('setInterval', realm.native(functions.setInterval, 'setInterval', 1), true);
  realm.define('clearTimeout', realm.native(functions.clearTimeout, 'clearTimeout', 0), true);
  realm.define('clearInterval', realm.native(functions.clearInterval, 'clearInterval', 0), true);
}

/** Node's error for an argument of the wrong type. */
function wrongArgument(name: string, expected: string, value: unknown): TypeError {
  const error = new NativeTypeError(
    `The "${name}" argument must be ${expected}. Received ${receivedText(value)}`,
  );
  defineProperty(error, 'code', {
    value: 'ERR_INVALID_ARG_TYPE',
    writable: true,
    enumerable: true,
    configurable: true,
  });
  return error;
}

/** What `installNodeTimers` keeps of a Timeout or an Immediate. */
interface NodeTimer {
  id: number;
  callback: Callback;
  args: unknown[];
  delay: number;
  repeat: boolean;
  timer: Task | undefined;
  /** The task of an interval while its callback runs. */
  firing: Task | undefined;
  /** True while it may still fire. */
  active: boolean;
  refed: boolean;
  /** Unlike one that has fired, a timer that was cleared cannot be refreshed. */
  cleared: boolean;
  /** When the callback of an interval began, in ms. */
  start: number;
}

function installNodeTimers(core: Core, realm: Realm, quota: Quota): void {
  const timers = safeWeakMap<object, NodeTimer>();
  /** Timers whose number has been asked for. */
  const known = safeMap<number, object>();
  let ids = 0;

  function normalise(after: unknown): number {
    // `*=`, as Node has it: an object is asked for its value, a BigInt or a symbol throws.
    let delay = after as number;
    delay *= 1;
    if (delay >= 1 && delay <= longestDelay) return trunc(delay);
    if (delay > longestDelay)
      warn('TimeoutOverflowWarning', `${delay} does not fit into a 32-bit signed integer.`);
    else if (delay < 0) warn('TimeoutNegativeWarning', `${delay} is a negative number.`);
    else if (isNotANumber(delay) && after !== undefined)
      warn('TimeoutNaNWarning', `${delay} is not a number.`);
    return 1;
  }
  const warned = safeMap<string, true>();
  function warn(name: string, text: string) {
    if (warned.has(name) && name !== 'TimeoutOverflowWarning') return;
    warned.set(name, true);
    core.print('system', `${name}: ${text}\nTimeout duration was set to 1.`);
  }

  function arm(timeout: object, own: NodeTimer) {
    if (!own.active) quota.take();
    own.active = true;
    own.timer = core.arm(own.delay, {
      kind: own.repeat ? 'interval' : 'timeout',
      name: nameOf(own.callback),
      run: fire,
      data: timeout,
      next: own.repeat ? nextOf : undefined,
      keepsAlive: own.refed,
    });
  }

  function nextOf({ data }: Task): number {
    const own = ownOf(data as object);
    own.start = core.now();
    return own.start + own.delay;
  }

  function fire(task: Task) {
    const timeout = task.data as object;
    const own = ownOf(timeout);
    if (!own.repeat) {
      own.active = false;
      quota.free();
    }
    own.timer = undefined;
    if (own.repeat) own.firing = task;
    try {
      apply(own.callback, timeout, own.args);
    } finally {
      own.firing = undefined;
      // Unless the callback has cleared or refreshed it.
      if (own.repeat && own.active && own.timer === undefined) {
        own.timer = task;
        task.keepsAlive = own.refed;
        core.loop.again(task, own.start + own.delay);
      }
      if (!own.active) known.delete(own.id);
    }
  }

  function clear(value: unknown) {
    let target: unknown = value;
    if (typeof value === 'number' || typeof value === 'string') target = known.get(+value);
    if (typeof target !== 'object' || target === null) return;
    const own = timers.get(target);
    if (!own) return;
    close(own);
  }

  function close(own: NodeTimer) {
    own.cleared = true;
    known.delete(own.id);
    if (!own.active) return;
    own.active = false;
    quota.free();
    if (own.timer) core.disarm(own.timer);
    // Cleared by its own callback: it was due again all the same.
    else if (own.firing) core.recorder.timerCleared(own.firing.timer);
    own.timer = undefined;
  }

  const ownOf = (timeout: object): NodeTimer => {
    const own = timers.get(timeout);
    if (!own) throw new NativeTypeError('Value of "this" must be of type Timeout');
    return own;
  };

  class Timeout {
    constructor(callback: Callback, delay: number, args: unknown[], repeat: boolean) {
      const own: NodeTimer = {
        id: ++ids,
        callback,
        args,
        delay,
        repeat,
        timer: undefined,
        firing: undefined,
        active: false,
        refed: true,
        cleared: false,
        start: 0,
      };
      timers.set(this, own);
      arm(this, own);
    }
    refresh() {
      const own = ownOf(this);
      if (own.cleared) return this;
      if (own.timer) core.disarm(own.timer);
      arm(this, own);
      return this;
    }
    unref() {
      setRef(ownOf(this), false);
      return this;
    }
    ref() {
      setRef(ownOf(this), true);
      return this;
    }
    hasRef() {
      return ownOf(this).refed;
    }
    close() {
      close(ownOf(this));
      return this;
    }
    [NativeSymbol.dispose]() {
      close(ownOf(this));
    }
    [NativeSymbol.toPrimitive]() {
      const { id } = ownOf(this);
      known.set(id, this);
      return id;
    }
  }
  realm.nativeClass(Timeout, 'Timeout');

  function setRef(own: NodeTimer, refed: boolean) {
    own.refed = refed;
    if (own.timer) core.loop.setKeepsAlive(own.timer, refed);
  }

  interface OwnImmediate {
    cancel(): void;
    task: Task;
    refed: boolean;
  }
  const immediates = safeWeakMap<object, OwnImmediate>();
  function setImmediateRef(own: OwnImmediate, refed: boolean) {
    own.refed = refed;
    core.loop.setKeepsAlive(own.task, refed);
  }
  class Immediate {
    constructor(callback: Callback, args: unknown[]) {
      quota.take();
      let waiting = true;
      const name = nameOf(callback);
      const timer = core.numberTimer();
      const cause = core.recorder.timerSet(timer, 'immediate', 0, core.now(), name, core.cause());
      const task = core.loop.post('immediate', {
        kind: 'immediate',
        name,
        cause,
        timer,
        run: () => {
          waiting = false;
          quota.free();
          apply(callback, this, args);
        },
      });
      immediates.set(this, {
        refed: true,
        cancel() {
          if (!waiting) return;
          waiting = false;
          quota.free();
          core.loop.cancel(task);
          core.recorder.timerCleared(timer);
        },
        task,
      });
    }
    ref() {
      const own = immediates.get(this);
      if (own) setImmediateRef(own, true);
      return this;
    }
    unref() {
      const own = immediates.get(this);
      if (own) setImmediateRef(own, false);
      return this;
    }
    hasRef() {
      return immediates.get(this)?.refed ?? false;
    }
    [NativeSymbol.dispose]() {
      immediates.get(this)?.cancel();
    }
  }
  realm.nativeClass(Immediate, 'Immediate');

  const check: (callback: unknown) => asserts callback is Callback = (callback) => {
    if (typeof callback !== 'function') throw wrongArgument('callback', 'of type function', callback);
  };
  const functions = {
    setTimeout(callback: unknown, after?: unknown, ...args: unknown[]) {
      check(callback);
      return new Timeout(callback, normalise(after), args, false);
    },
    setInterval(callback: unknown, repeat?: unknown, ...args: unknown[]) {
      check(callback);
      return new Timeout(callback, normalise(repeat), args, true);
    },
    setImmediate(callback: unknown, ...args: unknown[]) {
      check(callback);
      return new Immediate(callback, args);
    },
    clearTimeout(timer?: unknown) {
      clear(timer);
    },
    clearInterval(timer?: unknown) {
      clear(timer);
    },
    clearImmediate(immediate?: unknown) {
      if (typeof immediate === 'object' && immediate !== null) immediates.get(immediate)?.cancel();
    },
  };
  realm.define('setTimeout', realm.native(functions.setTimeout, 'setTimeout', 2), true);
  realm.define('setInterval', realm.native(functions.setInterval, 'setInterval', 2), true);
  realm.define('setImmediate', realm.native(functions.setImmediate, 'setImmediate', 1), true);
  realm.define('clearTimeout', realm.native(functions.clearTimeout, 'clearTimeout', 1), true);
  realm.define('clearInterval', realm.native(functions.clearInterval, 'clearInterval', 1), true);
  realm.define('clearImmediate', realm.native(functions.clearImmediate, 'clearImmediate', 1), true);
}
