/**
 * Entry of the thread of a lane: it compiles and runs one program after another in a realm that it puts back in between,
 * and answers with what the checker wants to know of each. Bundled, because the runtime has to be evaluated as one script.
 */
import { runInThisContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { assembleProgram } from '../../engine/assemble.ts';
import { collect, createResult } from '../../engine/collect.ts';
import { compile } from '../../engine/compile/compile.ts';
import { keepRealm } from '../../engine/hosts/keep-realm.ts';
import { type CompiledProgram, defaultRunOptions, type RunMessage } from '../../engine/protocol.ts';
import type { Host as EngineHost, WorkerMessage } from '../../engine/runtime/host.ts';
import { apply, list } from '../../engine/runtime/primordials.ts';
import { type ProgramModule, type Runtime, start } from '../../engine/runtime/start.ts';
import { unpackMessage } from '../../engine/wire.ts';
import { type Sources, worldFilesFor } from '../../worlds/index.ts';
import type { HostRun } from './host.ts';
import { toHostRun } from './to-host-run.ts';

export interface LaneTask {
  number: number;
  /** The example's own files. */
  files: Record<string, string>;
  entry: string;
  seed: number;
  /** Longest run in real ms. */
  limit: number;
}

export interface LaneAnswer {
  number: number;
  run: HostRun;
  /** False when the realm cannot be put back: the thread has to go. */
  isReusable: boolean;
}

/** What went wrong with the lane itself: a fault of this project. */
export interface LaneFault {
  fault: string | undefined;
}

const port = parentPort;
if (!port) throw new Error('This script is for a worker thread.');
const worlds: Sources = workerData;
const { process, setImmediate, setTimeout, clearTimeout } = globalThis;
const postMessage = port.postMessage.bind(port);
const ref = port.ref.bind(port);
const unref = port.unref.bind(port);
const now = performance.now.bind(performance);
const on = process.on.bind(process);
const { _tickCallback: drain } = process as { _tickCallback?: () => void };
const cell = new Int32Array(new SharedArrayBuffer(4));
const wait = Atomics.wait;
const script = 'interleave:program';
const realm = keepRealm(['process', 'Buffer', 'require', 'module', 'exports']);

/** Tasks arrive while a program runs, which may have replaced the methods of arrays: they are only indexed. */
const tasks = list<LaneTask>();
let received = 0;
let taken = 0;
let isBusy = false;
let runtime: Runtime | undefined;
let idle: (() => void) | undefined;
on('uncaughtException', (error: unknown) => {
  if (runtime) runtime.uncaught(error);
  else postMessage({ fault: error instanceof Error ? error.stack : String(error) } satisfies LaneFault);
});
on('unhandledRejection', (reason: unknown, promise: object) => runtime?.rejected(reason, promise));
on('rejectionHandled', (promise: object) => runtime?.rejectionHandled(promise));
on('beforeExit', () => {
  const callback = idle;
  idle = undefined;
  callback?.();
});

port.on('message', (task: LaneTask) => {
  tasks[received++] = task;
  if (!isBusy) next();
});

function next() {
  const task = tasks[taken];
  isBusy = task !== undefined;
  if (!task) {
    ref();
    return;
  }
  delete tasks[taken++];
  // Only native work keeps the loop alive while a program runs; its end is what `whenIdle` reports.
  unref();
  const program = { files: { ...worldFilesFor(task.files, worlds), ...task.files }, entry: task.entry };
  const compiled = compile(program, { probes: defaultRunOptions.probes });
  if (compiled.ok) perform(task, compiled.program);
  else {
    const refused = { ...createResult(), problems: compiled.problems };
    answer({ number: task.number, run: toHostRun(refused), isReusable: true });
    setImmediate(next);
  }
}

/** The message as it would have arrived in another thread. */
function toRunMessage(message: WorkerMessage | undefined): RunMessage {
  // A list of the runtime's has no iterator of its own.
  if (message?.type === 'output') return { ...message, lines: Array.from(message.lines) };
  return unpackMessage(message) as RunMessage;
}

function answer(message: LaneAnswer) {
  postMessage(message);
}

function perform({ number, seed, limit }: LaneTask, program: CompiledProgram) {
  const messages = list<WorkerMessage>();
  let count = 0;
  let isOver = false;
  const options = { ...defaultRunOptions, clock: 'virtual', flavour: 'browser', seed, limit } as const;
  const finish = () => {
    const isReusable = realm.restore();
    runtime = undefined;
    const result = createResult(program);
    for (let index = 0; index < count; index++) collect(result, toRunMessage(messages[index]));
    answer({ number, run: toHostRun(result), isReusable });
    if (isReusable) next();
  };
  const host: EngineHost = {
    kind: 'node',
    now,
    timeOrigin: performance.timeOrigin,
    post(message) {
      messages[count++] = message;
      if (message.type === 'ended') isOver = true;
    },
    soon: (callback) => void setImmediate(callback),
    ...(drain && { drain }),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    whenIdle(callback) {
      idle = callback;
    },
    // A task of its own, so that what the program left behind in microtasks has run before the realm is put back.
    close: () => void setImmediate(finish),
    // In the browser's flavour nothing but the end of everything ends a run: whatever runs now returns to the loop.
    halt() {
      if (!isOver) wait(cell, 0, 0);
    },
  };
  let modules: readonly ProgramModule[] = [];
  let entry = '';
  const receive = (list: readonly ProgramModule[], name: string) => {
    modules = list;
    entry = name;
  };
  const collectModules = runInThisContext(`"use strict";(receive) => receive${assembleProgram(program, 0)}`, {
    filename: script,
  });
  apply(collectModules, undefined, [receive]);
  runtime = start(host, { modules, entry, script }, options);
}
