/**
 * Running programs in Node: each in a worker thread of its own, in a realm nobody has used before. Starting a thread
 * takes longer than most runs, so one is always started ahead.
 */
import { type TransferListItem, Worker } from 'node:worker_threads';
import { assembleProgram } from '../assemble.ts';
import { withBuiltins } from '../builtins.ts';
import { bundleRuntime } from '../bundle.ts';
import { collect, createResult } from '../collect.ts';
import { compile } from '../compile/compile.ts';
import {
  type CompiledProgram,
  type CompileProblem,
  type CompileResult,
  defaultRunOptions,
  type Program,
  type RunEnd,
  type RunMessage,
  type RunOptions,
  type RunResult,
} from '../protocol.ts';
import type { ControlMessage } from '../runtime/host.ts';
import type { TeamMessage, ThreadMessage, ThreadStart } from '../threads/messages.ts';
import { createTeam } from '../threads/team.ts';
import { unpackMessage } from '../wire.ts';
import type { NodeGreeting } from './node-serve.ts';

export interface RunHooks {
  /** Stops the program; the result's `end` then says `stopped`. */
  signal?: AbortSignal | undefined;
  /** Gets everything the run says, as soon as it is said. */
  onMessage?: ((message: RunMessage) => void) | undefined;
}

export interface NodeRun {
  /** Never rejects because of the program. */
  readonly result: Promise<RunResult>;
  /** Changes the pace of a `paced` run. */
  setSpeed(speed: number): void;
}

/** Memory of one program, in MB. */
const memory = 512;
/** Real ms a worker gets to end between two tasks before it counts as blocked. */
const patience = 250;

interface Warm {
  worker: Worker;
  ready: Promise<void>;
}
type Script = 'node' | 'node-test';
const spares = new Map<Script, Warm>();
let pooling = true;

async function startWorker(kind: Script): Promise<Worker> {
  const script = await bundleRuntime(kind);
  const worker = new Worker(script, {
    eval: true,
    // What a program prints goes through messages; what the runtime itself might print is for its developers.
    stdout: false,
    stderr: false,
    resourceLimits: { maxOldGenerationSizeMb: memory },
  });
  worker.unref();
  return worker;
}

async function prepare(kind: Script): Promise<Warm> {
  const worker = await startWorker(kind);
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  ready.catch(() => {});
  return { worker, ready };
}

async function takeWorker(kind: Script): Promise<Worker> {
  const spare = spares.get(kind);
  spares.delete(kind);
  const { worker, ready } = spare ?? (await prepare(kind));
  // Nothing else may keep the process alive while the worker starts.
  worker.ref();
  await ready;
  return worker;
}

function warmUp(kind: Script): void {
  if (spares.has(kind) || !pooling) return;
  prepare(kind).then(
    (next) => {
      if (spares.has(kind) || !pooling) void next.worker.terminate();
      else spares.set(kind, next);
    },
    () => {},
  );
}

/** Frees the workers that were started ahead. Runs that are under way go on. */
export async function closePool(): Promise<void> {
  pooling = false;
  const waiting = [...spares.values()];
  spares.clear();
  await Promise.all(waiting.map(({ worker }) => worker.terminate()));
}

/**
 * Compiles and runs a program. A program that does not compile does not run: `onMessage` gets `refused`, and the
 * result has the `problems`.
 */
export async function run(
  program: Program,
  options: Partial<RunOptions> = {},
  hooks: RunHooks = {},
): Promise<RunResult> {
  const compiled = compileFor(program, options);
  if (!compiled.ok) {
    hooks.onMessage?.({ type: 'refused', problems: compiled.problems });
    return refusal(compiled.problems);
  }
  return runCompiled(compiled.program, options, hooks).result;
}

/** Compiles a program for this host. By Node's rules it may import Node's modules. */
export function compileFor(program: Program, options: Partial<RunOptions> = {}): CompileResult {
  const { flavour, probes } = { ...defaultRunOptions, ...options };
  return compile(flavour === 'node' ? withBuiltins(program) : program, { probes });
}

/** Runs a program that was compiled before. */
export function runCompiled(
  program: CompiledProgram,
  options: Partial<RunOptions> = {},
  hooks: RunHooks = {},
): NodeRun {
  const result = createResult(program);
  let control: (message: ControlMessage) => void = () => {};
  return {
    result: perform(program, { ...defaultRunOptions, ...options }, hooks, result, (send) => (control = send)),
    setSpeed: (speed) => control({ type: 'speed', speed }),
  };
}

/** A thread of the program; while it is being started, what it is to be told waits. */
interface Thread {
  worker: Worker | undefined;
  early: { message: TeamMessage; transfer: TransferListItem[] }[];
}

async function perform(
  program: CompiledProgram,
  options: RunOptions,
  { signal, onMessage }: RunHooks,
  result: RunResult,
  onControl: (send: (message: ControlMessage) => void) => void,
): Promise<RunResult> {
  if (signal?.aborted) return result;
  const kind = options.test ? 'node-test' : 'node';
  const first = await takeWorker(kind);
  warmUp(kind);
  const { promise: over, resolve: finish } = Promise.withResolvers<Omit<RunEnd, 'at'> | undefined>();
  const script = assembleProgram(program, 0);
  const threads = new Map<number, Thread>([[0, { worker: first, early: [] }]]);
  const send = (message: ControlMessage) => {
    for (const { worker } of threads.values()) worker?.postMessage(message);
  };
  let timer: NodeJS.Timeout | undefined;
  let at = 0;
  let isOver = false;
  const team = createTeam(options, {
    start: (own) => void startThread(own),
    post(number, message, transfer) {
      const thread = threads.get(number);
      if (thread?.worker) thread.worker.postMessage(message, transfer as TransferListItem[]);
      else thread?.early.push({ message, transfer: transfer as TransferListItem[] });
    },
    kill(number) {
      const worker = threads.get(number)?.worker;
      threads.delete(number);
      if (worker) dispose(worker);
    },
    say,
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    now: () => performance.now(),
  });
  onControl((message) => {
    if (message.type === 'speed') team.setSpeed(message.speed);
    send(message);
  });

  /** Takes what the program as a whole says. */
  function say(message: RunMessage) {
    if (message.type === 'started') timer ??= setTimeout(outOfTime, options.limit);
    if (message.type === 'output') for (const line of message.lines) at = Math.max(at, line.at);
    if (message.type === 'trace') at = Math.max(at, message.events.at(-1)?.at ?? 0);
    collect(result, message);
    onMessage?.(message);
    if (message.type === 'ended') finish(undefined);
  }

  async function startThread(own: ThreadStart) {
    const thread: Thread = { worker: undefined, early: [] };
    threads.set(own.thread, thread);
    const worker = await takeWorker(kind);
    warmUp(kind);
    if (isOver || threads.get(own.thread) !== thread) return dispose(worker);
    thread.worker = worker;
    listenTo(worker, own.thread);
    worker.postMessage({ program: script, options, own } satisfies NodeGreeting);
    for (const { message, transfer } of thread.early) worker.postMessage(message, transfer);
  }

  /** Asks the program to end between two tasks; a program that does not get there is ended from outside. */
  const cut = (message: ControlMessage, otherwise: Omit<RunEnd, 'at'>) => {
    team.dismiss();
    send(message);
    // What has not begun has nothing to say.
    for (const [number, { worker }] of threads)
      if (!worker) team.hear(number, { type: 'ended', end: { reason: 'stopped', exitCode: 130, at } });
    clearTimeout(timer);
    timer = setTimeout(() => finish(otherwise), patience);
  };
  const stop = () => cut({ type: 'stop', reason: 'stopped', value: 0 }, { reason: 'stopped', exitCode: 130 });
  const outOfTime = () =>
    cut(
      { type: 'stop', reason: 'time', value: options.limit },
      { reason: 'limit', exitCode: 143, limit: { name: 'blocked', value: options.limit } },
    );

  function listenTo(worker: Worker, thread: number) {
    worker.on('message', (data: unknown) => {
      const message = unpackMessage(data) as RunMessage | ThreadMessage | { type: 'pong' };
      if (message.type !== 'pong') team.hear(thread, message);
    });
    worker.on('error', (error: Error & { code?: string }) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        finish({ reason: 'limit', exitCode: 134, limit: { name: 'memory', value: memory } });
      else
        finish({
          reason: 'error',
          exitCode: 1,
          error: { name: error.name, message: error.message, frames: [], text: String(error) },
        });
    });
    worker.on('exit', (exitCode) => finish({ reason: 'exit', exitCode }));
  }

  listenTo(first, 0);
  signal?.addEventListener('abort', stop);
  first.postMessage({ program: script, options } satisfies NodeGreeting);

  const cutShort = await over;
  isOver = true;
  clearTimeout(timer);
  signal?.removeEventListener('abort', stop);
  for (const { worker } of threads.values()) if (worker) dispose(worker);
  if (cutShort) {
    team.cut();
    result.end = { ...cutShort, at };
    onMessage?.({ type: 'ended', end: result.end });
  }
  return result;
}

/** Terminates a thread; whatever it still says is not heard. */
function dispose(worker: Worker): void {
  worker.removeAllListeners();
  worker.on('error', () => {});
  void worker.terminate();
}

function refusal(problems: CompileProblem[]): RunResult {
  const [first] = problems;
  const result = createResult();
  result.problems = problems;
  result.end = { reason: 'error', exitCode: 1, at: 0 };
  if (first) {
    const { file, line, column, message } = first;
    const text = `SyntaxError: ${message}`;
    result.end.error = { name: 'SyntaxError', message, frames: [{ file, line, column }], text };
  }
  return result;
}
