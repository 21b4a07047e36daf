/**
 * The event loop: which task runs next, and when a run is over. Every task runs in a host task of its own, so that its
 * microtasks drain natively. There are no emulated microtasks.
 *
 * Order: what the host itself has to report; urgent posted tasks; then everything that is due, by due time and, where
 * that is equal, by order of scheduling; then immediates; then background work; then idle callbacks. When nothing is
 * due, the clock moves on to the next timer.
 */
import type { TaskKind } from '../../trace/event.ts';
import { type Clock, ticksPerMs } from './clock.ts';
import type { Host } from './host.ts';
import { list, max, min, round } from './primordials.ts';

/** Where a task without a due time waits. */
export type Rank =
  | 'report'
  | 'blocking-continuation'
  | 'blocking'
  | 'continuation'
  | 'immediate'
  | 'background-continuation'
  | 'background'
  | 'idle';

export interface Task {
  kind: TaskKind;
  name: string | undefined;
  /** `seq` of the event that queued it; -1 if unknown. */
  cause: number;
  run(task: Task): void;
  /** Whatever its owner keeps with it. */
  data: unknown;
  /** Number of the timer that the trace sees firing when the task runs; 0 for none. */
  timer: number;
  /** When an interval is due again, in ms; asked as its task begins. */
  next: ((task: Task) => number) | undefined;
  keepsAlive: boolean;
  /** Ticks; meaningful in the heap only. */
  due: number;
  order: number;
  /** Scheduled for the very moment it was scheduled at. */
  atOnce: boolean;
  /** Place in the heap; -1 when it is not there. */
  place: number;
  state: 'waiting' | 'done';
}

export interface NewTask {
  kind: TaskKind;
  name?: string | undefined;
  cause: number;
  run(task: Task): void;
  data?: unknown;
  timer?: number | undefined;
  next?: ((task: Task) => number) | undefined;
  keepsAlive?: boolean | undefined;
}

export interface LoopOptions {
  clock: Clock;
  host: Host;
  speed: number;
  /** Runs a task and keeps the records; must not throw. */
  runTask(task: Task): void;
  /**
   * The microtasks of a task are done, and what the host reports about them is in. May queue tasks of rank `report`.
   * False when it has run code of the program that leaves microtasks of its own, and wants to be called once more.
   */
  taskSettled(): boolean;
  /** The program has used something whose progress only the host knows of. */
  mayBeBusy(): boolean;
  /** Nothing is left to do. May schedule something; if it does not, it has ended the run. */
  idle(): void;
  /** The loop is about to wait in real time. */
  pausing(): void;
}

export interface Loop {
  /** A task that is not queued anywhere. */
  create(task: NewTask): Task;
  schedule(delay: number, task: NewTask): Task;
  /** Schedules a task that has run, or is running, once more: for the moment `due` in ms. */
  again(task: Task, due: number): void;
  post(rank: Rank, task: NewTask): Task;
  cancel(task: Task): void;
  /** Changes whether a waiting task keeps the run alive. */
  setKeepsAlive(task: Task, keepsAlive: boolean): void;
  /** Until the answer is called no task runs and no time passes. */
  hold(): () => void;
  keepAlive(): () => void;
  /** From now on a task runs in the context in which it was queued; `capture` keeps the current one. */
  keepContexts(capture: () => (run: () => void) => void): void;
  /** Timers that wait. */
  pending(): number;
  /** Due time in ms of the next timer, if there is one. */
  nextDue(): number | undefined;
  setSpeed(speed: number): void;
  /**
   * There are other threads. From now on virtual time passes up to the tick `until` only, and `rest` is told when nothing
   * is left to do until then: when the next timer is due (-1: never), and whether anything keeps the run alive.
   */
  share(until: number, rest: (due: number, keeps: boolean) => void): void;
  /** Shared time may pass up to `until`. */
  goOn(until: number): void;
  /** Nothing is left to do in any thread. */
  conclude(): void;
  start(): void;
  /** No task runs any more. */
  stop(): void;
}

/**
 * So many tasks may follow each other without any of them having waited; after that each costs a tick of virtual time,
 * so that a program which polls by messages or immediates reaches its deadline.
 */
const freeTasks = 1_000;

/** Real ms after which the host gets its turn. */
const slice = 5;

interface Queue {
  tasks: Task[];
  head: number;
}
const queue = (): Queue => ({ tasks: list(), head: 0 });

export function createLoop(options: LoopOptions): Loop {
  const { clock, host, runTask, taskSettled, mayBeBusy, idle, pausing } = options;
  let speed = options.speed;

  const heap = list<Task>();
  let size = 0;
  let strong = 0;
  let orders = 0;
  const queues: Record<Rank, Queue> = {
    report: queue(),
    'blocking-continuation': queue(),
    blocking: queue(),
    continuation: queue(),
    immediate: queue(),
    'background-continuation': queue(),
    background: queue(),
    idle: queue(),
  };
  /** Immediates of this round: those queued later wait for the next. */
  let batch = queue();
  let inBatch = false;
  /** Due tasks scheduled after this belong to the next round. */
  let roundEnd = 0;

  let holds = 0;
  let alive = 0;
  let requested = false;
  let pumping = false;
  let stopped = true;
  /** The host has just said that nothing native is under way. */
  let rested = false;
  let streak = 0;
  let wake: (() => void) | undefined;
  /** A paced run: this virtual tick is shown at this real ms. */
  let anchorTicks = 0;
  let anchorMs = 0;
  /** See `share`. */
  let shared: ((due: number, keeps: boolean) => void) | undefined;
  let horizon = 0;
  let concluded = false;

  const before = (a: Task, b: Task) => a.due < b.due || (a.due === b.due && a.order < b.order);

  function place(task: Task, at: number) {
    heap[at] = task;
    task.place = at;
  }

  function siftUp(task: Task, from: number) {
    let at = from;
    while (at > 0) {
      const up = (at - 1) >> 1;
      const parent = heap[up] as Task;
      if (!before(task, parent)) break;
      place(parent, at);
      at = up;
    }
    place(task, at);
  }

  function siftDown(task: Task, from: number) {
    let at = from;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && before(heap[child + 1] as Task, heap[child] as Task)) child++;
      if (!before(heap[child] as Task, task)) break;
      place(heap[child] as Task, at);
      at = child;
    }
    place(task, at);
  }

  function insert(task: Task) {
    siftUp(task, size++);
    if (task.keepsAlive) strong++;
  }

  function removeAt(at: number): Task {
    const task = heap[at] as Task;
    const last = heap[--size] as Task;
    heap.length = size;
    task.place = -1;
    if (task.keepsAlive) strong--;
    if (last !== task) {
      siftDown(last, at);
      if (last.place === at) siftUp(last, at);
    }
    return task;
  }

  /** Keeps the context a task is queued in; see `keepContexts`. */
  let capture: (() => (run: () => void) => void) | undefined;

  function inContext(run: (task: Task) => void): (task: Task) => void {
    if (!capture) return run;
    const enter = capture();
    return (task) => enter(() => run(task));
  }

  function create(task: NewTask, due: number, atOnce: boolean): Task {
    return {
      kind: task.kind,
      name: task.name,
      cause: task.cause,
      run: inContext(task.run),
      data: task.data,
      timer: task.timer ?? 0,
      next: task.next,
      keepsAlive: task.keepsAlive ?? true,
      due,
      order: ++orders,
      atOnce,
      place: -1,
      state: 'waiting',
    };
  }

  function request() {
    if (requested || stopped || pumping) return;
    wake?.();
    wake = undefined;
    requested = true;
    host.soon(pump);
  }

  function shift(from: Queue): Task | undefined {
    const { tasks } = from;
    while (from.head < tasks.length) {
      const task = tasks[from.head++] as Task;
      if (task.state === 'waiting') return task;
    }
    if (from.head > 0) {
      from.tasks = list();
      from.head = 0;
    }
    return undefined;
  }

  function takeDue(limit: number): Task | undefined {
    const first = heap[0];
    if (size === 0 || first === undefined || first.due > clock.ticks() || first.order > limit)
      return undefined;
    return removeAt(0);
  }

  function next(): Task | undefined {
    const report = shift(queues.report);
    if (report) return report;
    // A program that only yields must not keep its own timers from firing for ever.
    const overdue = streak > freeTasks ? takeDue(orders) : undefined;
    const urgent =
      overdue ??
      shift(queues['blocking-continuation']) ??
      shift(queues.blocking) ??
      shift(queues.continuation);
    if (urgent) return urgent;
    if (inBatch) {
      const immediate = shift(batch);
      if (immediate) return immediate;
      inBatch = false;
      roundEnd = orders;
    }
    const due = takeDue(roundEnd);
    if (due) return due;
    const immediates = queues.immediate;
    queues.immediate = batch;
    batch = immediates;
    const first = shift(batch);
    inBatch = first !== undefined;
    if (first) return first;
    roundEnd = orders;
    return (
      takeDue(roundEnd) ??
      shift(queues['background-continuation']) ??
      shift(queues.background) ??
      shift(queues.idle)
    );
  }

  function perform(task: Task) {
    if (task.atOnce && task.due === clock.ticks()) {
      if (++streak > freeTasks) clock.advanceTo(clock.ticks() + 1);
    } else if (!task.atOnce) streak = 0;
    task.state = 'done';
    runTask(task);
  }

  /** Runs one task, after letting time pass if need be. True when there may be more to do at once. */
  function step(): boolean {
    if (!taskSettled()) return true;
    if (stopped) return false;
    if (holds > 0) {
      pausing();
      return false;
    }
    const task = next();
    if (task) {
      perform(task);
      return true;
    }
    if (host.whenIdle && !rested && mayBeBusy()) {
      pausing();
      host.whenIdle(() => {
        rested = true;
        request();
      });
      return false;
    }
    rested = false;
    return rest();
  }

  /** Nothing is due and nothing is under way: time passes, or the run is over. */
  function rest(): boolean {
    if (shared) return restTogether(shared);
    const first = heap[0];
    if (size === 0 || first === undefined || (strong === 0 && alive === 0)) {
      pausing();
      idle();
      return !stopped;
    }
    const wait = realWait(first.due);
    if (wait > 0) {
      pausing();
      wake = host.after(wait, () => {
        wake = undefined;
        request();
      });
      return false;
    }
    clock.advanceTo(first.due);
    perform(removeAt(0));
    return true;
  }

  /** The same where other threads have a say in how far time may go, and in whether the run is over. */
  function restTogether(tell: (due: number, keeps: boolean) => void): boolean {
    if (concluded) {
      concluded = false;
      pausing();
      idle();
      return !stopped;
    }
    const first = heap[0];
    if (first === undefined || size === 0) {
      pausing();
      host.stay?.(true);
      tell(-1, alive > 0);
      return false;
    }
    const wait = clock.kind === 'real' ? realWait(first.due) : first.due - horizon;
    if (wait <= 0) {
      clock.advanceTo(first.due);
      perform(removeAt(0));
      return true;
    }
    pausing();
    if (clock.kind === 'real')
      wake = host.after(wait, () => {
        wake = undefined;
        request();
      });
    host.stay?.(true);
    tell(first.due, strong > 0 || alive > 0);
    return false;
  }

  function pump() {
    requested = false;
    if (stopped) return;
    if (shared) host.stay?.(false);
    pumping = true;
    const more = host.drain ? stepMany(host.drain) : step();
    pumping = false;
    if (more) request();
  }

  /** Many tasks in one host task, with what belongs between them; but control messages must get through. */
  function stepMany(drain: () => void): boolean {
    const end = host.now() + slice;
    for (let count = 1; step(); count++) {
      drain();
      if ((count & 15) === 0 && host.now() > end) return true;
    }
    return false;
  }

  /** Real ms until the tick `due` may be shown. */
  function realWait(due: number): number {
    if (clock.kind === 'virtual') return 0;
    if (clock.kind === 'real') return (due - clock.ticks()) / ticksPerMs;
    if (speed <= 0) return 0;
    return anchorMs + (due - anchorTicks) / ticksPerMs / speed - host.now();
  }

  function setAnchor() {
    anchorTicks = clock.ticks();
    anchorMs = host.now();
  }

  return {
    create: (task) => create(task, clock.ticks(), true),
    schedule(delay, task) {
      const now = clock.ticks();
      const ticks = delay > 0 ? round(delay * ticksPerMs) : 0;
      const created = create(task, now + ticks, ticks === 0);
      insert(created);
      request();
      return created;
    },
    again(task, due) {
      task.due = max(round(due * ticksPerMs), clock.ticks());
      task.order = ++orders;
      task.atOnce = task.due === clock.ticks();
      task.state = 'waiting';
      insert(task);
      request();
    },
    post(rank, task) {
      const created = create(task, clock.ticks(), true);
      const { tasks } = queues[rank];
      tasks[tasks.length] = created;
      request();
      return created;
    },
    cancel(task) {
      if (task.state === 'done') return;
      task.state = 'done';
      if (task.place >= 0) removeAt(task.place);
    },
    setKeepsAlive(task, keepsAlive) {
      if (task.keepsAlive === keepsAlive) return;
      task.keepsAlive = keepsAlive;
      if (task.place >= 0) strong += keepsAlive ? 1 : -1;
      request();
    },
    hold() {
      let held = true;
      holds++;
      return () => {
        if (!held) return;
        held = false;
        holds--;
        request();
      };
    },
    keepAlive() {
      let kept = true;
      alive++;
      return () => {
        if (!kept) return;
        kept = false;
        alive--;
      };
    },
    keepContexts(next) {
      capture = next;
    },
    pending: () => size,
    nextDue: () => (size > 0 ? (heap[0] as Task).due / ticksPerMs : undefined),
    setSpeed(next) {
      if (clock.kind === 'paced' && speed > 0) {
        // The virtual moment that is being shown now: between the last task and the next one.
        const shown = anchorTicks + (host.now() - anchorMs) * speed * ticksPerMs;
        anchorTicks = max(clock.ticks(), min(shown, size > 0 ? (heap[0] as Task).due : shown));
        anchorMs = host.now();
      } else setAnchor();
      speed = next;
      if (wake) {
        wake();
        wake = undefined;
        request();
      }
    },
    share(until, rest) {
      shared = rest;
      horizon = until;
    },
    goOn(until) {
      horizon = max(horizon, until);
      request();
    },
    conclude() {
      concluded = true;
      request();
    },
    start() {
      stopped = false;
      setAnchor();
      request();
    },
    stop() {
      stopped = true;
      wake?.();
      wake = undefined;
    },
  };
}
