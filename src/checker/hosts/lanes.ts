/**
 * Lanes: warm threads that run one example after another, each in a realm as good as new. A lane only answers for runs
 * that come to an end by themselves, soon; whatever else happens to it is nothing the example is blamed for: the example
 * then runs once more, in a thread of its own, with all its time.
 */
import { Worker } from 'node:worker_threads';
import { mayLeaveTraces } from '../../engine/hosts/keep-realm.ts';
import type { LaneFault } from '../../engine/hosts/node-lane.ts';
import type { Snippet } from '../../snippets/snippet.ts';
import type { Sources } from '../../worlds/index.ts';
import type { HostRun, Task } from './host.ts';
import { compileForLane, emptyProgram } from './lane-programs.ts';
import { keepLaneCode, type LaneScript, loadLaneScript, recallLaneScript, starter } from './lane-script.ts';
import type { LaneAnswer, LaneBatch, LaneCode, LaneData, LaneTask } from './lane-worker.ts';

/** Real ms a run gets on a lane. */
const patience = 750;
/** Real ms for the first, with which the thread has to start. */
const startUp = 10_000;
/** Real ms between two looks at what the lanes are doing. */
const tick = 25;
/** Tasks of a batch at most, and batches a lane has ahead of the one it works on, so that it never waits for the next. */
const largestBatch = 32;
const ahead = 1;
/** A lane more is started for so many tasks that wait: for less it is not ready any sooner than the others are done. */
const worthALane = 48;
/** Memory of a lane, in MB; all a run leaves behind is collected in time. */
const memory = 512;
/** Room for what a run allocates: with less, much of it is copied before it is forgotten. */
const youngMemory = 32;

export interface Lanes {
  /** The run, or nothing when it did not come to its end on a lane. */
  run(task: Task, signal?: AbortSignal): Promise<HostRun | undefined>;
  /** Starts one, so that it is ready when it is needed; resolves when that is on its way. */
  prepare(): Promise<void>;
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
  number: number;
  snippet: Snippet;
  settle(run: HostRun | undefined): void;
  reject(error: Error): void;
}

interface Lane {
  worker: Worker;
  /** What it was given and has not answered, by number. */
  orders: Map<number, Order>;
  /** How many batches those are. */
  batches: number;
  /** Whether it ends after what it was given. */
  isLast: boolean;
  /** The number of the task it works on; 0 before the first. */
  progress: Int32Array;
  /** The task it worked on at the last look, and how many looks ago it began. */
  seen: number;
  looks: number;
}

export interface LanesOptions {
  /** Whether every lane serves again and again; otherwise the first that are started for few tasks end after one. */
  areKept?: boolean;
}

/** `size` lanes, started when they are needed; `worlds` as the engine needs them. */
export function createLanes(size: number, worlds: Sources, { areKept = false }: LanesOptions = {}): Lanes {
  const waiting: Order[] = [];
  const lanes = new Set<Lane>();
  let opening = 0;
  let numbers = 0;
  let isClosed = false;
  let isFeeding = false;
  let watch: NodeJS.Timeout | undefined;
  let script: LaneScript | undefined;
  let isCodeWanted = false;
  /** How many ended, or will, after one task. */
  let spent = 0;

  async function open(): Promise<void> {
    opening++;
    try {
      script ??= recallLaneScript() ?? (await loadLaneScript());
      const { text, code } = script;
      if (isClosed) return;
      const progress = new SharedArrayBuffer(4);
      const wantsCode = !code && !isCodeWanted;
      isCodeWanted ||= wantsCode;
      const worker = new Worker(starter, {
        eval: true,
        workerData: { progress, wantsCode, text, code } satisfies LaneData & LaneScript,
        stdout: false,
        stderr: false,
        resourceLimits: { maxOldGenerationSizeMb: memory, maxYoungGenerationSizeMb: youngMemory },
      });
      const lane: Lane = {
        worker,
        orders: new Map(),
        batches: 0,
        isLast: false,
        progress: new Int32Array(progress),
        seen: 0,
        looks: 0,
      };
      lanes.add(lane);
      worker.unref();
      // Node takes the thread for alive again once it has started.
      worker.once('online', () => {
        if (lane.batches === 0) worker.unref();
      });
      worker.on('message', (answer: LaneAnswer | LaneCode | LaneFault) => {
        if ('code' in answer) keepLaneCode(text, answer.code);
        else if ('fault' in answer) fail(lane, new Error(`A lane of the checker is broken: ${answer.fault}`));
        else receive(lane, answer);
      });
      worker.on('error', () => fail(lane));
      worker.on('exit', () => fail(lane));
    } finally {
      opening--;
    }
    feed();
  }

  /** Deals out what waits, after whoever is asking has asked for all of it. */
  function feedSoon(): void {
    if (isFeeding) return;
    isFeeding = true;
    setImmediate(() => {
      isFeeding = false;
      feed();
    });
  }

  function feed(): void {
    // So few that each can have a thread, which then need not be put back; whoever asks again is better served by one that stays.
    const isLast = !areKept && waiting.length <= size - spent;
    const useful = waiting.length <= size ? waiting.length : Math.ceil(waiting.length / worthALane);
    for (let wanted = Math.min(size, useful) - lanes.size - opening; wanted > 0 && !isClosed; wanted--)
      void open().catch(giveUp);
    while (waiting.length > 0) {
      const [lane] = [...lanes]
        .filter(({ isLast, batches }) => !isLast && batches <= ahead)
        .sort((a, b) => a.batches - b.batches || a.orders.size - b.orders.size);
      if (!lane) break;
      const length = isLast ? 1 : Math.min(largestBatch, Math.ceil(waiting.length / (2 * lanes.size)));
      const tasks = compileAll(waiting.splice(0, length), lane);
      if (tasks.length === 0) continue;
      lane.batches++;
      lane.worker.ref();
      // One that is known to be ready for more is kept.
      lane.isLast = isLast && lane.batches === 1 && lane.progress[0] === 0;
      if (lane.isLast) spent++;
      postTo(lane, tasks);
    }
    watch ??= setInterval(look, tick).unref();
  }

  function postTo({ worker, isLast }: Lane, tasks: LaneTask[]): void {
    worker.postMessage({ tasks, ...(!isLast && { empty: emptyProgram() }) } satisfies LaneBatch);
  }

  /** The tasks of a batch; what does not compile is answered without one. */
  function compileAll(orders: readonly Order[], lane: Lane): LaneTask[] {
    return orders.flatMap((order) => {
      const { number, snippet } = order;
      try {
        const compiled = compileForLane(snippet, worlds);
        if ('program' in compiled) {
          lane.orders.set(number, order);
          const { seed, limit } = snippet;
          return [{ number, program: compiled.program, seed, limit }];
        }
        order.settle(compiled.refused);
      } catch (error) {
        order.reject(error instanceof Error ? error : new Error(String(error)));
      }
      return [];
    });
  }

  /**
   * Looks whether every lane moves on. Looks are counted instead of ms: on a machine that is busy with other things they come
   * late, like everything else.
   */
  function look(): void {
    let isBusy = false;
    for (const lane of lanes) {
      if (lane.batches === 0) continue;
      isBusy = true;
      const number = Atomics.load(lane.progress, 0);
      if (number !== lane.seen) {
        lane.seen = number;
        lane.looks = 0;
        continue;
      }
      lane.looks++;
      const limit = lane.orders.get(number)?.snippet.limit ?? startUp;
      if (lane.looks * tick > (number === 0 ? startUp : Math.min(patience, limit))) fail(lane);
    }
    if (isBusy) return;
    clearInterval(watch);
    watch = undefined;
  }

  function receive(lane: Lane, { runs, isReusable, isWhole }: LaneAnswer): void {
    for (const { number, run } of runs) {
      const order = lane.orders.get(number);
      if (!order) throw new Error('A lane answered what it was not asked.');
      lane.orders.delete(number);
      const hasEnded = run?.kind !== 'ran' || (run.end.reason !== 'limit' && run.end.reason !== 'exit');
      order.settle(hasEnded ? run : undefined);
    }
    if (isWhole) lane.batches--;
    // The next task has its own time.
    lane.looks = 0;
    if (!isReusable || lane.isLast) drop(lane);
    else if (lane.batches === 0) lane.worker.unref();
    feedSoon();
  }

  /** A lane that hangs or has died: the example it worked on goes its own way. */
  function fail(lane: Lane, fault?: Error): void {
    if (!lanes.has(lane)) return;
    const number = Atomics.load(lane.progress, 0);
    const current = lane.orders.get(number) ?? [...lane.orders.values()][0];
    if (current) lane.orders.delete(current.number);
    drop(lane);
    if (fault) current?.reject(fault);
    else current?.settle(undefined);
    feedSoon();
  }

  /** Ends a lane; what it has not answered goes to another. */
  function drop(lane: Lane): void {
    if (!lanes.delete(lane)) return;
    waiting.unshift(...lane.orders.values());
    lane.orders.clear();
    lane.worker.removeAllListeners();
    lane.worker.on('error', () => {});
    void lane.worker.terminate();
  }

  function giveUp(): void {
    for (const order of waiting.splice(0)) order.settle(undefined);
  }

  return {
    run({ snippet }, signal) {
      return new Promise((settle, reject) => {
        if (signal?.aborted) return settle(undefined);
        waiting.push({ number: ++numbers, snippet, settle, reject });
        feedSoon();
      });
    },
    async prepare() {
      if (lanes.size + opening > 0) return;
      await open().catch(giveUp);
      const [lane] = lanes;
      if (!areKept || !lane || lane.batches > 0) return;
      lane.batches++;
      lane.worker.ref();
      postTo(lane, []);
    },
    async close() {
      isClosed = true;
      clearInterval(watch);
      giveUp();
      await Promise.all(
        [...lanes].map((lane) => {
          lanes.delete(lane);
          lane.worker.removeAllListeners();
          for (const order of lane.orders.values()) order.settle(undefined);
          return lane.worker.terminate();
        }),
      );
    },
  };
}
