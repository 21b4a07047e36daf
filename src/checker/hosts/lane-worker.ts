/**
 * Entry of the thread of a lane: it runs one program after another in a realm that it puts back in between, and answers with what
 * the checker wants to know of each. Bundled, because the runtime has to be evaluated as one script.
 *
 * Looking at the whole realm takes longer than most programs. So after a program whose code names nothing by which it could change
 * any of it, only what every run changes is put back, and the rest is looked at after a batch: when anything is not as it was,
 * nothing of the batch counts, and each of its programs is run again with the whole realm put back before the next.
 */
import { workerData } from 'node:worker_threads';
import { collect, createResult } from '../../engine/collect.ts';
import type { KeptRealm } from '../../engine/hosts/keep-realm.ts';
import { changeableNames, mayChangeRealm, type RealmChange } from '../../engine/hosts/may-change-realm.ts';
import { dressRealm, hiddenNames, openLane, performOn, toRunMessage } from '../../engine/hosts/node-lane.ts';
import { type CompiledModule, type CompiledProgram, defaultRunOptions } from '../../engine/protocol.ts';
import type { WorkerMessage } from '../../engine/runtime/host.ts';
import { list } from '../../engine/runtime/primordials.ts';
import { createStage } from '../../engine/runtime/start.ts';
import type { TraceEvent } from '../../trace/event.ts';
import type { HostRun } from './host.ts';
import { isOpen, toHostRun } from './to-host-run.ts';

export interface LaneData {
  /** One number: that of the task under way. A thread that is stuck still tells it. */
  progress: SharedArrayBuffer;
  /** Whether V8's code of the script is to be posted once it is warm. */
  wantsCode: boolean;
  /** Set by the thread's starter when it is. */
  codeOf?(): Uint8Array;
}

/** The code that was wanted. */
export interface LaneCode {
  code: Uint8Array;
}

export interface LaneTask {
  /** From 1. */
  number: number;
  /** A `CompiledProgram` as JSON. */
  program: string;
  seed: number;
  /** Longest run in real ms. */
  limit: number;
}

export interface LaneBatch {
  /** None: the thread is only to make itself ready. */
  tasks: LaneTask[];
  /** A program that does nothing, as `LaneTask.program`; absent when the thread ends after its only task: its realm need not be known. */
  empty?: string;
}

export interface LaneRun {
  number: number;
  run: HostRun | undefined;
}

export interface LaneAnswer {
  /** Results by the number of their task; none for a program that is to run elsewhere. */
  runs: LaneRun[];
  /** Whether the batch is done; more of it follows otherwise. */
  isWhole: boolean;
  /** False when the realm cannot be put back: the thread has to go. */
  isReusable: boolean;
}

const { progress, codeOf } = workerData as LaneData;
const current = new Int32Array(progress);
const store = Atomics.store;
const parseJson = JSON.parse;
const now = performance.now.bind(performance);
const options = { ...defaultRunOptions, clock: 'virtual', flavour: 'browser' } as const;
/** One that is never used again, whatever a program does to it. */
const fleetingRealm: Pick<KeptRealm, 'restore' | 'restoreLearned'> = {
  restore: () => 'broken',
  restoreLearned: () => false,
};
const stage = createStage();
let realm = fleetingRealm;
let names: ReadonlySet<string> = new Set();
let isCodePosted = codeOf === undefined;

const { thread, next: nextBatch } = openLane<LaneBatch>(({ tasks, empty }) => {
  if (realm !== fleetingRealm) runAll(tasks, false);
  else if (empty === undefined) runAll(tasks, true);
  else
    dressRealm(thread, stage, parseJson(empty), options, (kept) => {
      names = changeableNames(globalThis, hiddenNames);
      realm = kept;
      runAll(tasks, false);
    });
});
nextBatch();

/** Runs the tasks. `isCareful`: with the whole realm put back after each. */
function runAll(tasks: readonly LaneTask[], isCareful: boolean): void {
  // Until the realm has been looked at, arrays may have other methods than they should: lists are only indexed.
  /** Results that are right whatever comes, and those that are when nothing of the realm has changed since. */
  const runs = list<LaneRun>();
  const unsure = list<LaneRun>();
  /** Of `unsure`, the numbers of those that may have changed the realm all the same: see `RealmChange`. */
  const suspects = list<number>();
  /** Programs that name what they may change run after the others, whose realm is looked at once before. */
  const late = list<() => void>();
  let index = 0;
  let lateIndex = 0;

  const finish = (isReusable: boolean) => {
    thread.post({ runs, isReusable, isWhole: true } satisfies LaneAnswer);
    if (!isReusable) return;
    // Functions that no program has needed yet would be missing from it.
    if (!isCodePosted && codeOf && tasks.length > 0) {
      thread.post({ code: codeOf() } satisfies LaneCode);
      isCodePosted = true;
    }
    nextBatch();
  };
  const next = () => {
    const task = tasks[index++];
    if (task) begin(task);
    else if (lateIndex > 0 || settle()) (late[lateIndex++] ?? (() => finish(true)))();
  };
  /** Looks at the whole realm. False when the batch goes on in another way. */
  const settle = (): boolean => {
    const restored = unsure.length > 0 ? realm.restore() : 'same';
    if (restored === 'same') {
      for (let at = 0; at < unsure.length; at++) runs[runs.length] = unsure[at] as LaneRun;
      return true;
    }
    if (restored === 'broken') {
      // They would break the next lane, too.
      for (let at = 0; at < suspects.length; at++)
        runs[runs.length] = { number: suspects[at] as number, run: undefined };
      finish(false);
      return false;
    }
    thread.post({ runs, isReusable: true, isWhole: false } satisfies LaneAnswer);
    const known = new Set(Array.from(runs, ({ number }) => number));
    runAll(
      tasks.filter(({ number }) => !known.has(number)),
      true,
    );
    return false;
  };
  const begin = ({ number, seed, limit, program: text }: LaneTask) => {
    store(current, 0, number);
    const program: CompiledProgram = parseJson(text);
    /** `putBack` comes before anything else: the program may have changed what all code here uses. */
    const perform = (putBack: () => boolean, results: LaneRun[]) => {
      store(current, 0, number);
      const began = now();
      try {
        const end = (messages: readonly WorkerMessage[], count: number) => {
          const took = now() - began;
          const isReusable = putBack();
          results[results.length] = { number, run: readRun(program, messages, count, took) };
          if (isReusable) next();
          else finish(false);
        };
        performOn(thread, program, { ...options, seed, limit }, end, stage);
      } catch {
        runs[runs.length] = { number, run: undefined };
        next();
      }
    };
    const change = isCareful ? 'by-name' : changeOf(program);
    if (change === 'by-name') {
      late[late.length] = () => perform(() => realm.restore() !== 'broken', runs);
      next();
      return;
    }
    if (change === 'by-key') suspects[suspects.length] = number;
    perform(realm.restoreLearned, unsure);
  };
  next();
}

function changeOf({ modules }: CompiledProgram): RealmChange {
  let change: RealmChange = 'never';
  try {
    for (let index = 0; index < modules.length && change !== 'by-name'; index++) {
      const own = mayChangeRealm((modules[index] as CompiledModule).code, names);
      if (own !== 'never') change = own;
    }
    return change;
  } catch {
    // A program before it has broken what is needed to tell: this one is for later, when the realm has been looked at.
    return 'by-name';
  }
}

/**
 * What the checker wants to know; nothing when the program has broken what is needed to find that out. The trace of a run that came
 * to its end is of no interest but for errors.
 */
function readRun(
  program: CompiledProgram,
  messages: readonly WorkerMessage[],
  count: number,
  took: number,
): HostRun | undefined {
  try {
    const run = collectRun(program, messages, count);
    return run.kind === 'ran' ? { ...run, took } : run;
  } catch {
    return undefined;
  }
}

function collectRun(program: CompiledProgram, messages: readonly WorkerMessage[], count: number): HostRun {
  const result = createResult(program);
  const last = messages[count - 1];
  const needsTrace = last?.type === 'ended' && isOpen(last.end);
  for (let index = 0; index < count; index++) {
    const message = messages[index];
    if (message?.type !== 'trace' || needsTrace) collect(result, toRunMessage(message));
    else {
      // Errors are among the events with more to say than numbers.
      const events = Array.from(message.chunk.details, (detail) => detail as TraceEvent);
      collect(result, { type: 'trace', events });
    }
  }
  return toHostRun(result);
}
