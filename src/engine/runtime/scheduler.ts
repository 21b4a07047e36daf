/**
 * `scheduler.postTask` and `scheduler.yield`, `TaskController` and `TaskSignal` (WICG Prioritized Task Scheduling) for
 * the `browser` flavour. Between tasks of one priority the order is the specification's; between them and timers it is
 * open there, and here `user-blocking` comes first, `user-visible` takes its turn among timers, `background` comes last.
 */
import { type Core, nameOf } from './core.ts';
import type { Events } from './events.ts';
import type { Realm } from './kernel.ts';
import type { Rank, Task } from './loop.ts';
import {
  create,
  defineProperty,
  list,
  NativePromise,
  NativeTypeError,
  safeWeakMap,
  setPrototypeOf,
  uncurryGetter,
} from './primordials.ts';
import type { Quota } from './timers.ts';

type Priority = 'user-blocking' | 'user-visible' | 'background';
const ranks: Record<Priority, Rank | undefined> = {
  'user-blocking': 'blocking',
  'user-visible': undefined,
  background: 'background',
};
const continuations: Record<Priority, Rank> = {
  'user-blocking': 'blocking-continuation',
  'user-visible': 'continuation',
  background: 'background-continuation',
};

interface Job {
  priority: Priority;
  signal: AbortSignal | undefined;
  delay: Task | undefined;
  /** Absent while its delay runs. */
  task: Task | undefined;
  run(): void;
  cause: number;
  name: string | undefined;
  done: boolean;
}

export function installScheduler(core: Core, realm: Realm, events: Events, quota: Quota): void {
  const { AbortController: Controller, AbortSignal: Signal, Event } = realm.global;
  const signalOf = uncurryGetter<AbortSignal>(Controller.prototype, 'signal');
  const isAborted = uncurryGetter<boolean>(Signal.prototype, 'aborted');
  const reasonOf = uncurryGetter<unknown>(Signal.prototype, 'reason');
  const anyOf = Signal.any.bind(Signal);
  const priorities = safeWeakMap<object, Priority>();
  const waiting = safeWeakMap<object, Job[]>();
  /** What the task that is running was posted with; `yield` inherits it. */
  let current: { priority: Priority; signal: AbortSignal | undefined } | undefined;
  let currentTurn: number;
  core.eachRun(() => {
    current = undefined;
    currentTurn = -1;
  });

  function readPriority(value: unknown): Priority {
    if (value === 'user-blocking' || value === 'user-visible' || value === 'background') return value;
    throw new NativeTypeError(
      `A priority is 'user-blocking', 'user-visible' or 'background'; found '${value as string}'.`,
    );
  }

  function enqueue(job: Job) {
    const rank = ranks[job.priority];
    const task = {
      kind: 'posted' as const,
      name: job.name,
      cause: job.cause,
      run() {
        job.done = true;
        current = job;
        currentTurn = core.turn();
        job.run();
      },
    };
    job.task = rank ? core.loop.post(rank, task) : core.loop.schedule(0, task);
  }

  class TaskSignal extends Signal {
    constructor() {
      super();
      throw new NativeTypeError('Illegal constructor');
    }
    get priority() {
      return priorities.get(this) ?? 'user-visible';
    }
    static override any(signals: Iterable<AbortSignal>, { priority = 'user-visible' as unknown } = {}) {
      const signal = anyOf(signals as AbortSignal[]);
      setPrototypeOf(signal, TaskSignal.prototype);
      priorities.set(
        signal,
        typeof priority === 'object' && priority !== null
          ? (priorities.get(priority) ?? 'user-visible')
          : readPriority(priority),
      );
      return signal;
    }
  }
  class TaskPriorityChangeEvent extends Event {
    readonly #previous: Priority;
    constructor(type: string, init: { previousPriority: Priority }) {
      super(type);
      this.#previous = init.previousPriority;
    }
    get previousPriority() {
      return this.#previous;
    }
  }
  class TaskController extends Controller {
    constructor({ priority = 'user-visible' as unknown } = {}) {
      super();
      const signal = signalOf(this);
      setPrototypeOf(signal, TaskSignal.prototype);
      priorities.set(signal, readPriority(priority));
    }
    setPriority(value: unknown) {
      const priority = readPriority(value);
      const signal = signalOf(this);
      const previousPriority = priorities.get(signal) ?? 'user-visible';
      if (previousPriority === priority) return;
      priorities.set(signal, priority);
      const jobs = waiting.get(signal) ?? list<Job>();
      for (let index = 0; index < jobs.length; index++) {
        const job = jobs[index] as Job;
        if (job.done) continue;
        job.priority = priority;
        if (!job.task) continue;
        core.loop.cancel(job.task);
        enqueue(job);
      }
      events.dispatchOn(signal, new TaskPriorityChangeEvent('prioritychange', { previousPriority }));
    }
  }
  events.defineAttribute(TaskSignal.prototype, 'prioritychange');

  interface PostOptions {
    delay?: unknown;
    priority?: unknown;
    signal?: AbortSignal;
  }

  function post(callback: () => unknown, { delay, priority, signal }: PostOptions): Promise<unknown> {
    return new NativePromise((resolve, reject) => {
      if (signal && isAborted(signal)) return reject(reasonOf(signal));
      const ms = delay === undefined ? 0 : +(delay as number);
      if (!(ms >= 0))
        throw new NativeTypeError(`postTask needs a delay of 0 or more; found ${delay as number}.`);
      const chosen =
        priority !== undefined
          ? readPriority(priority)
          : ((signal && priorities.get(signal)) ?? 'user-visible');
      quota.take();
      const name = nameOf(callback);
      const id = core.numberTimer();
      const setAt = core.recorder.timerSet(id, 'posted', ms, core.now() + ms, name, core.cause());
      const job: Job = {
        priority: chosen,
        signal,
        delay: undefined,
        task: undefined,
        name,
        cause: setAt,
        done: false,
        run() {
          quota.free();
          core.recorder.timerFired(id, setAt);
          try {
            resolve(callback());
          } catch (error) {
            reject(error);
          }
        },
      };
      // With a delay, its end only queues the task; the task is what counts as fired.
      if (ms > 0)
        job.delay = core.loop.schedule(ms, { kind: 'posted', name, cause: setAt, run: () => enqueue(job) });
      else enqueue(job);
      if (!signal) return;
      if (priorities.has(signal) && priority === undefined) {
        const jobs = waiting.get(signal) ?? list<Job>();
        jobs[jobs.length] = job;
        waiting.set(signal, jobs);
      }
      events.listen(
        signal,
        'abort',
        () => {
          if (job.done) return;
          job.done = true;
          quota.free();
          if (job.delay) core.loop.cancel(job.delay);
          if (job.task) core.loop.cancel(job.task);
          core.recorder.timerCleared(id);
          reject(reasonOf(signal));
        },
        true,
      );
    });
  }

  const methods = {
    postTask(callback: unknown, options?: unknown) {
      if (typeof callback !== 'function') return rejected(new NativeTypeError('postTask needs a function.'));
      return post(() => (callback as () => unknown)(), readOptions(options));
    },
    yield() {
      const inherited = current !== undefined && currentTurn === core.turn() ? current : undefined;
      const { signal } = inherited ?? {};
      if (signal && isAborted(signal)) return rejected(reasonOf(signal));
      return new NativePromise<void>((resolve, reject) => {
        const priority = inherited?.priority ?? 'user-visible';
        const task = core.loop.post(continuations[priority], {
          kind: 'posted',
          name: 'yield',
          cause: core.cause(),
          run() {
            current = inherited;
            currentTurn = core.turn();
            resolve();
          },
        });
        if (signal)
          events.listen(
            signal,
            'abort',
            () => {
              if (task.state === 'done') return;
              core.loop.cancel(task);
              reject(reasonOf(signal));
            },
            true,
          );
      });
    },
  };

  class Scheduler {
    constructor() {
      throw new NativeTypeError('Illegal constructor');
    }
  }
  const put = (name: keyof typeof methods, length: number) =>
    defineProperty(Scheduler.prototype, name, {
      value: realm.native(methods[name] as () => unknown, name, length),
      writable: true,
      enumerable: true,
      configurable: true,
    });
  put('postTask', 1);
  put('yield', 0);
  const classes = { Scheduler, TaskController, TaskSignal, TaskPriorityChangeEvent };
  for (const name of ['Scheduler', 'TaskController', 'TaskSignal', 'TaskPriorityChangeEvent'] as const)
    realm.define(name, realm.nativeClass(classes[name], name));
  realm.define('scheduler', create(Scheduler.prototype), true);

  function rejected(reason: unknown): Promise<never> {
    return new NativePromise((_resolve, reject) => reject(reason));
  }
}

function readOptions(options: unknown): { delay?: unknown; priority?: unknown; signal?: AbortSignal } {
  if (options === undefined || options === null) return {};
  const { delay, priority, signal } = options as {
    delay?: unknown;
    priority?: unknown;
    signal?: AbortSignal;
  };
  return { delay, priority, ...(signal && { signal }) };
}
