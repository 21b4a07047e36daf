/**
 * `requestAnimationFrame` and `requestIdleCallback` for the `browser` flavour. Frames come every 16.67 ms of virtual time
 * while somebody asks for one; the callbacks of one frame share its time, each with its own microtask checkpoint. Idle
 * callbacks run when nothing else is due.
 */
import { type Core, nameOf } from './core.ts';
import type { Realm } from './kernel.ts';
import type { Task } from './loop.ts';
import {
  apply,
  create,
  floor,
  list,
  max,
  min,
  NativeTypeError,
  safeMap,
  safeWeakMap,
} from './primordials.ts';
import type { Quota } from './timers.ts';

/** Ms from one frame to the next. */
const frame = 16.67;
/** An idle period lasts no longer, lest input would have to wait. */
const longestIdle = 50;

type Callback = (...args: unknown[]) => unknown;

export function installFrames(core: Core, realm: Realm, quota: Quota): void {
  installAnimation(core, realm, quota);
  installIdle(core, realm, quota);
}

function checked(callback: unknown, name: string): Callback {
  if (typeof callback !== 'function') throw new NativeTypeError(`${name} needs a function.`);
  return callback as Callback;
}

function installAnimation(core: Core, realm: Realm, quota: Quota): void {
  interface Request {
    id: number;
    timer: number;
    setAt: number;
    callback: Callback;
    task: Task | undefined;
    done: boolean;
  }
  let requests: Map<number, Request>;
  let next: Request[];
  let ids: number;
  let scheduled: boolean;
  let firstOf: (() => void) | undefined;
  core.eachRun(() => {
    requests = safeMap();
    next = list();
    ids = 0;
    scheduled = false;
    firstOf = undefined;
  });

  function begin() {
    scheduled = false;
    const callbacks = next;
    next = list();
    const time = core.now();
    let first = true;
    for (let index = 0; index < callbacks.length; index++) {
      const request = callbacks[index] as Request;
      if (request.done) continue;
      const run = () => {
        request.done = true;
        requests.delete(request.id);
        quota.free();
        core.recorder.timerFired(request.timer, request.setAt);
        apply(request.callback, realm.global, [time]);
      };
      // The first runs in the frame's own task, the others follow before anything else.
      if (first) {
        first = false;
        firstOf = run;
      } else
        request.task = core.loop.post('report', {
          kind: 'frame',
          name: nameOf(request.callback),
          cause: request.setAt,
          run,
        });
    }
    const run = firstOf;
    firstOf = undefined;
    run?.();
  }

  const methods = {
    requestAnimationFrame(callback: unknown) {
      const fn = checked(callback, 'requestAnimationFrame');
      quota.take();
      const now = core.now();
      const due = (floor(now / frame + 1e-9) + 1) * frame;
      const name = nameOf(fn);
      const timer = core.numberTimer();
      const setAt = core.recorder.timerSet(timer, 'frame', due - now, due, name, core.cause());
      const request: Request = { id: ++ids, timer, setAt, callback: fn, task: undefined, done: false };
      requests.set(request.id, request);
      next[next.length] = request;
      if (!scheduled) {
        scheduled = true;
        core.loop.schedule(due - now, { kind: 'frame', name, cause: setAt, run: begin });
      }
      return request.id;
    },
    cancelAnimationFrame(id: unknown) {
      const request = requests.get((id as number) | 0);
      if (!request) return;
      requests.delete(request.id);
      request.done = true;
      quota.free();
      if (request.task) core.loop.cancel(request.task);
      core.recorder.timerCleared(request.timer);
    },
  };
  realm.define(
    'requestAnimationFrame',
    realm.native(methods.requestAnimationFrame, 'requestAnimationFrame', 1),
    true,
  );
  realm.define(
    'cancelAnimationFrame',
    realm.native(methods.cancelAnimationFrame, 'cancelAnimationFrame', 1),
    true,
  );
}

function installIdle(core: Core, realm: Realm, quota: Quota): void {
  interface Request {
    timer: number;
    tasks: Task[];
    done: boolean;
  }
  let requests: Map<number, Request>;
  const deadlines = safeWeakMap<object, { until: number; late: boolean }>();
  let ids: number;
  core.eachRun(() => {
    requests = safeMap();
    ids = 0;
  });

  class IdleDeadline {
    constructor() {
      throw new NativeTypeError('Illegal constructor');
    }
    get didTimeout() {
      return deadlines.get(this)?.late ?? false;
    }
    timeRemaining() {
      return max(0, (deadlines.get(this)?.until ?? 0) - core.read());
    }
  }
  realm.nativeClass(IdleDeadline, 'IdleDeadline');
  realm.define('IdleDeadline', IdleDeadline);

  const methods = {
    requestIdleCallback(callback: unknown, options?: { timeout?: unknown }) {
      const fn = checked(callback, 'requestIdleCallback');
      const timeout = max(+(options?.timeout as number) || 0, 0);
      quota.take();
      const name = nameOf(fn);
      const timer = core.numberTimer();
      const due = core.now() + timeout;
      const setAt = core.recorder.timerSet(timer, 'idle', timeout, due, name, core.cause());
      const id = ++ids;
      const request: Request = { timer, tasks: list(), done: false };
      requests.set(id, request);
      const run = (late: boolean) => () => {
        finish(id, request);
        core.recorder.timerFired(timer, setAt);
        const now = core.now();
        const due = core.loop.nextDue();
        const until = late
          ? now
          : min(now + longestIdle, due === undefined ? now + longestIdle : max(now, due));
        const deadline = create(IdleDeadline.prototype) as IdleDeadline;
        deadlines.set(deadline, { until, late });
        apply(fn, realm.global, [deadline]);
      };
      request.tasks[0] = core.loop.post('idle', { kind: 'idle', name, cause: setAt, run: run(false) });
      if (timeout > 0)
        request.tasks[1] = core.loop.schedule(timeout, {
          kind: 'idle',
          name,
          cause: setAt,
          keepsAlive: false,
          run: run(true),
        });
      return id;
    },
    cancelIdleCallback(id: unknown) {
      const request = requests.get((id as number) | 0);
      if (!request) return;
      finish((id as number) | 0, request);
      core.recorder.timerCleared(request.timer);
    },
  };
  function finish(id: number, request: Request) {
    requests.delete(id);
    if (request.done) return;
    request.done = true;
    quota.free();
    for (let index = 0; index < request.tasks.length; index++) core.loop.cancel(request.tasks[index] as Task);
  }
  realm.define(
    'requestIdleCallback',
    realm.native(methods.requestIdleCallback, 'requestIdleCallback', 1),
    true,
  );
  realm.define('cancelIdleCallback', realm.native(methods.cancelIdleCallback, 'cancelIdleCallback', 1), true);
}
