/**
 * Lanes: warm threads that run one example after another, each in a realm as good as new. A lane only answers for runs
 * that come to an end by themselves, soon; whatever else happens to it is nothing the example is blamed for: the example
 * then runs once more, in a thread of its own, with all its time.
 */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { bundleThread } from '../../engine/bundle.ts';
import { mayLeaveTraces } from '../../engine/hosts/keep-realm.ts';
import type { LaneFault } from '../../engine/hosts/node-lane.ts';
import type { Sources } from '../../worlds/index.ts';
import type { HostRun, Task } from './host.ts';
import type { LaneAnswer, LaneTask } from './lane-worker.ts';

/** Real ms a run gets on a lane. */
const patience = 750;
/** Real ms for the first, with which the thread has to start. */
const startUp = 10_000;
/** Tasks a lane has ahead of the one it works on, so that it never waits for the next. */
const ahead = 3;
/** Memory of a lane, in MB; all a run leaves behind is collected in time. */
const memory = 512;

export interface Lanes {
  /** The run, or nothing when it did not come to its end on a lane. */
  run(task: Task, signal?: AbortSignal): Promise<HostRun | undefined>;
  close(): Promise<void>;
}

/**
 * Whether an example may share a thread with others: on the virtual clock, by a page's rules, leaving nothing behind and
 * making no threads of its own.
 */
export function isForLanes({ snippet, flavour, clock }: Task): boolean {
  return (
    flavour === 'browser' &&
    clock === 'virtual' &&
    snippet.files.every(({ code }) => !mayLeaveTraces(code) && !/\bWorker\b/.test(code))
  );
}

interface Order {
  task: LaneTask;
  settle(run: HostRun | undefined): void;
  reject(error: Error): void;
}

interface Lane {
  worker: Worker;
  /** What it was given, the one it works on first. */
  orders: Order[];
  watch: NodeJS.Timeout | undefined;
  /** Starting a thread is no part of a run. */
  isStarted: boolean;
}

/** `size` lanes, started when they are needed; `worlds` as the engine needs them. */
export function createLanes(size: number, worlds: Sources): Lanes {
  const waiting: Order[] = [];
  const lanes = new Set<Lane>();
  let opening = 0;
  let numbers = 0;
  let isClosed = false;

  async function open(): Promise<void> {
    opening++;
    try {
      const script = await bundleThread(
        'runtime-lane',
        fileURLToPath(new URL('./lane-worker.ts', import.meta.url)),
      );
      if (isClosed) return;
      const worker = new Worker(script, {
        eval: true,
        workerData: worlds,
        stdout: false,
        stderr: false,
        resourceLimits: { maxOldGenerationSizeMb: memory },
      });
      const lane: Lane = { worker, orders: [], watch: undefined, isStarted: false };
      lanes.add(lane);
      worker.unref();
      // Node takes the thread for alive again once it has started.
      worker.once('online', () => {
        if (lane.orders.length === 0) worker.unref();
      });
      worker.on('message', (answer: LaneAnswer | LaneFault) => {
        if ('fault' in answer) fail(lane, new Error(`A lane of the checker is broken: ${answer.fault}`));
        else receive(lane, answer);
      });
      worker.on('error', () => fail(lane));
      worker.on('exit', () => fail(lane));
    } finally {
      opening--;
    }
    feed();
  }

  function feed(): void {
    for (;;) {
      const lane = [...lanes].sort((a, b) => a.orders.length - b.orders.length)[0];
      if (!lane || lane.orders.length > ahead || waiting.length === 0) break;
      const order = waiting.shift();
      if (!order) break;
      lane.orders.push(order);
      lane.worker.ref();
      lane.worker.postMessage(order.task);
      if (lane.orders.length === 1) watch(lane);
    }
    if (waiting.length > 0 && lanes.size + opening < size && !isClosed) void open().catch(giveUp);
  }

  /** Gives the run that begins now its time. */
  function watch(lane: Lane): void {
    clearTimeout(lane.watch);
    const [current] = lane.orders;
    if (!current) {
      lane.worker.unref();
      return;
    }
    const allowed = lane.isStarted ? Math.min(patience, current.task.limit) : startUp;
    lane.watch = setTimeout(() => fail(lane), allowed);
  }

  function receive(lane: Lane, { number, run, isReusable }: LaneAnswer): void {
    lane.isStarted = true;
    const order = lane.orders.shift();
    if (order?.task.number !== number) throw new Error('A lane answered out of turn.');
    const isWhole = run.kind === 'refused' || (run.end.reason !== 'limit' && run.end.reason !== 'exit');
    order.settle(isWhole ? run : undefined);
    if (isReusable) watch(lane);
    else drop(lane);
    feed();
  }

  /** A lane that hangs or has died: the example it worked on goes its own way. */
  function fail(lane: Lane, fault?: Error): void {
    const current = lanes.has(lane) ? lane.orders.shift() : undefined;
    drop(lane);
    if (fault) current?.reject(fault);
    else current?.settle(undefined);
    feed();
  }

  /** Ends a lane; what it has not begun goes to another. */
  function drop(lane: Lane): void {
    if (!lanes.delete(lane)) return;
    clearTimeout(lane.watch);
    waiting.unshift(...lane.orders.splice(0));
    lane.worker.removeAllListeners();
    lane.worker.on('error', () => {});
    void lane.worker.terminate();
  }

  function giveUp(): void {
    for (const order of waiting.splice(0)) order.settle(undefined);
  }

  return {
    run({ snippet }, signal) {
      const { files, entry, seed, limit } = snippet;
      const task: LaneTask = {
        number: ++numbers,
        files: Object.fromEntries(files.map(({ name, code }) => [name, code])),
        entry,
        seed,
        limit,
      };
      return new Promise((settle, reject) => {
        if (signal?.aborted) return settle(undefined);
        waiting.push({ task, settle, reject });
        feed();
      });
    },
    async close() {
      isClosed = true;
      giveUp();
      await Promise.all(
        [...lanes].map((lane) => {
          clearTimeout(lane.watch);
          lanes.delete(lane);
          lane.worker.removeAllListeners();
          for (const order of lane.orders.splice(0)) order.settle(undefined);
          return lane.worker.terminate();
        }),
      );
    },
  };
}
