/**
 * What the scripts of Node's workers have in common. A worker is started ahead of time and takes its originals;
 * then it waits for one program, runs it and is terminated.
 */
import { runInThisContext } from 'node:vm';
import { parentPort, type TransferListItem } from 'node:worker_threads';
import type { RunOptions } from '../protocol.ts';
import { type ControlMessage, type Host, transferOf, type WorkerMessage } from '../runtime/host.ts';
import { apply } from '../runtime/primordials.ts';
import { type ProgramModule, type Runtime, start } from '../runtime/start.ts';
import { installWorkers } from '../runtime/workers.ts';
import type { TestExtension } from '../tests/kit.ts';
import type { ThreadStart } from '../threads/messages.ts';

/** What the worker is told first. */
export interface NodeGreeting {
  /** The program's part of the script, as `assembleProgram` makes it with `firstLine` 0. */
  program: string;
  options: RunOptions;
  /** For a worker of the program. */
  own?: ThreadStart;
}

/** The name of the program's script, as stacks show it. */
const script = 'interleave:program';

const port = parentPort;
if (!port) throw new Error('This script is for a worker thread.');
const { process, setImmediate, setTimeout, clearTimeout } = globalThis;
const postMessage = port.postMessage.bind(port);
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

on('uncaughtException', (error: unknown) => runtime?.uncaught(error));
on('unhandledRejection', (reason: unknown, promise: object) => runtime?.rejected(reason, promise));
on('rejectionHandled', (promise: object) => runtime?.rejectionHandled(promise));
on('beforeExit', () => {
  const callback = idle;
  idle = undefined;
  callback?.();
});

const host: Host = {
  kind: 'node',
  now,
  timeOrigin: performance.timeOrigin,
  post: (message: WorkerMessage) => postMessage(message, transferOf(message) as TransferListItem[]),
  soon: (callback) => void setImmediate(callback),
  ...(drain && { drain }),
  after(ms, callback) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  whenIdle(callback) {
    idle = callback;
  },
  stay(yes) {
    if (yes) ref();
    else unref();
  },
  close() {},
  halt: () => void wait(cell, 0, 0),
};

/** Waits for a program; `tests` is the test kit, in the script that has it. */
export const serve = (tests?: TestExtension): void => {
  port.on('message', (message: NodeGreeting | ControlMessage) => {
    if ('type' in message) {
      runtime?.control(message);
      return;
    }
    // Only native work keeps the loop alive from here on; its end is what `whenIdle` reports.
    port.unref();
    let modules: readonly ProgramModule[] = [];
    let entry = '';
    const receive = (list: readonly ProgramModule[], name: string) => {
      modules = list;
      entry = name;
    };
    // `(…)` is the argument list the runtime is called with; here it is called with what collects the arguments.
    const collect = runInThisContext(`"use strict";(receive) => receive${message.program}`, {
      filename: script,
    });
    apply(collect, undefined, [receive]);
    runtime = start(
      host,
      { modules, entry, script },
      message.options,
      { workers: installWorkers, ...(tests && { tests }) },
      message.own,
    );
  });
  postMessage({ type: 'ready' });
};
