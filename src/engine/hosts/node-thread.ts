/**
 * What threads of Node that run programs have in common: the originals they take before any program runs, the host
 * they are to the runtime, and how the program's part of the script gets into it.
 */
import { runInThisContext } from 'node:vm';
import { type MessagePort, parentPort, type TransferListItem } from 'node:worker_threads';
import { assembleFunctions } from '../assemble.ts';
import type { CompiledProgram, RunOptions } from '../protocol.ts';
import type { Host } from '../runtime/host.ts';
import type { ModuleFunction } from '../runtime/modules.ts';
import { apply } from '../runtime/primordials.ts';
import {
  beginRun,
  createStage,
  type ProgramInput,
  type ProgramModule,
  type Runtime,
  type Stage,
} from '../runtime/start.ts';

/** The name of the program's script, as stacks show it. */
const script = 'interleave:program';

/** What differs from thread to thread: where the runtime's words go, and what it does when a program is over. */
export type ThreadEnds = Pick<Host, 'post' | 'close' | 'halt'>;

type Own = Parameters<typeof beginRun>[4];

export interface NodeThread {
  readonly port: MessagePort;
  readonly post: (message: unknown, transfer?: readonly TransferListItem[]) => void;
  readonly soon: (callback: () => void) => void;
  /** Whether the thread stays when no native work is left. */
  stay(yes: boolean): void;
  /** Blocks the thread for ever. */
  block(): void;
  /** Starts a program: `program` is what `assembleProgram` makes with `firstLine` 0. Until `forget` it is what runs here. */
  start(program: string, options: RunOptions, ends: ThreadEnds, stage: Stage, own?: Own): void;
  /** The same for a program whose parts are here as objects; without a `stage`, on one of its own. */
  startCompiled(program: CompiledProgram, options: RunOptions, ends: ThreadEnds, stage?: Stage): void;
  /** The program is over; what goes wrong from now on is none of its errors. */
  forget(): void;
  readonly runtime: Runtime | undefined;
}

/**
 * To be called before any program runs, once. `onStray` gets what nobody caught while no program was running.
 * @throws Error in the process's main thread.
 */
export function openThread(onStray: (error: unknown) => void = () => {}): NodeThread {
  if (!parentPort) throw new Error('This script is for a worker thread.');
  const port = parentPort;
  const { process, setImmediate, setTimeout, clearTimeout } = globalThis;
  const post = port.postMessage.bind(port);
  const ref = port.ref.bind(port);
  const unref = port.unref.bind(port);
  const now = performance.now.bind(performance);
  const on = process.on.bind(process);
  /** What Node itself does between two timers: ticks, microtasks, rejections. Not documented, hence optional. */
  const { _tickCallback: drain } = process as { _tickCallback?: () => void };
  const cell = new Int32Array(new SharedArrayBuffer(4));
  const wait = Atomics.wait;
  let runtime: Runtime | undefined;
  let idle: (() => void) | undefined;

  on('uncaughtException', (error: unknown) => {
    if (runtime) runtime.uncaught(error);
    else onStray(error);
  });
  on('unhandledRejection', (reason: unknown, promise: object) => runtime?.rejected(reason, promise));
  on('rejectionHandled', (promise: object) => runtime?.rejectionHandled(promise));
  on('beforeExit', () => {
    const callback = idle;
    idle = undefined;
    callback?.();
  });

  const stay = (yes: boolean) => {
    if (yes) ref();
    else unref();
  };
  const host: Omit<Host, keyof ThreadEnds> = {
    kind: 'node',
    now,
    timeOrigin: performance.timeOrigin,
    soon: (callback) => void setImmediate(callback),
    ...(drain && { drain }),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    whenIdle(callback) {
      idle = callback;
    },
    stay,
  };

  function begin(stage: Stage, ends: ThreadEnds, input: ProgramInput, options: RunOptions, own?: Own) {
    // Only native work keeps the loop alive from here on; its end is what `whenIdle` reports.
    unref();
    runtime = beginRun(stage, { ...host, ...ends }, input, options, own);
  }

  return {
    port,
    post,
    soon: host.soon,
    stay,
    block: () => void wait(cell, 0, 0),
    start(program, options, ends, stage, own) {
      let modules: readonly ProgramModule[] = [];
      let entry = '';
      const receive = (list: readonly ProgramModule[], name: string) => {
        modules = list;
        entry = name;
      };
      // `(…)` is the argument list the runtime is called with; here it is called with what collects the arguments.
      // In parentheses, which tell V8 that it will be called: it is then read once instead of twice.
      const collect = runInThisContext(`"use strict";((receive) => receive${program})`, { filename: script });
      apply(collect, undefined, [receive]);
      begin(stage, ends, { modules, entry, script }, options, own);
    },
    startCompiled(program, options, ends, stage = createStage()) {
      const { script: text, descriptions } = assembleFunctions(program);
      const functions: ModuleFunction[] = runInThisContext(text, { filename: script });
      const modules = descriptions.map((description, index): ProgramModule => {
        return [description, functions[index] as ModuleFunction];
      });
      begin(stage, ends, { modules, entry: program.entry, script }, options);
    },
    forget() {
      runtime = undefined;
    },
    get runtime() {
      return runtime;
    },
  };
}
