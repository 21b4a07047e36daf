/** A thread of Node that runs one program after another, each in a realm as good as new: see `keepRealm`. */
import { collect, createResult } from '../collect.ts';
import type { CompiledProgram, RunMessage, RunOptions, RunResult } from '../protocol.ts';
import { globalHandlers } from '../runtime/events.ts';
import type { WorkerMessage } from '../runtime/host.ts';
import { list } from '../runtime/primordials.ts';
import { createStage, type Stage } from '../runtime/start.ts';
import { unpackMessage } from '../wire.ts';
import { type KeptRealm, keepRealm } from './keep-realm.ts';
import { type NodeThread, openThread, type ThreadEnds } from './node-thread.ts';

/** What went wrong with the thread itself: a fault of this project. */
export interface LaneFault {
  fault: string | undefined;
}

/** Runs a program. `isReusable` is false when the realm cannot be put back: nothing must run in it any more. */
export type Perform = (
  program: CompiledProgram,
  options: RunOptions,
  done: (result: RunResult, isReusable: boolean) => void,
) => void;

export interface Lane<Task, Answer> {
  /** Does a task, calls `perform` as often as it needs to, and then `done`. */
  work(task: Task, perform: Perform, done: (answer: Answer, goOn: boolean) => void): void;
  /** For lanes whose programs are all of one kind: the realm is dressed once, for runs like this one. See `dressRealm`. */
  dressed?: { options: RunOptions; empty: CompiledProgram };
}

/** What a script of this kind sees in Node, and no program. */
export const hiddenNames = ['process', 'Buffer', 'require', 'module', 'exports', '__filename', '__dirname'];

export interface TaskQueue {
  thread: NodeThread;
  /** Begins the task that has waited longest; without one, the thread waits for it. */
  next(): void;
}

/**
 * The thread of a lane, with the tasks posted to it in turn. Nothing begins before the first `next`. To be called before any
 * program runs.
 */
export function openLane<Task>(begin: (task: Task) => void): TaskQueue {
  const thread = openThread((error) =>
    thread.post({ fault: error instanceof Error ? error.stack : String(error) } satisfies LaneFault),
  );
  /** Tasks arrive while a program runs, which may have replaced the methods of arrays: they are only indexed. */
  const tasks = list<Task>();
  let received = 0;
  let taken = 0;
  let isBusy = true;

  const next = () => {
    const task = tasks[taken];
    isBusy = task !== undefined;
    if (task === undefined) return thread.stay(true);
    delete tasks[taken++];
    begin(task);
  };
  thread.port.on('message', (task: Task) => {
    tasks[received++] = task;
    if (!isBusy) next();
  });
  return { thread, next };
}

/**
 * Dresses the realm for runs like the one `options` describe, and hands over what puts it back as it is then, dressed. Two runs of
 * `empty`, a program that does nothing, are nobody's: with the first the realm is dressed, the second shows what every run changes.
 * To be called before any other run on `stage`.
 */
export function dressRealm(
  thread: NodeThread,
  stage: Stage,
  empty: CompiledProgram,
  options: RunOptions,
  done: (realm: KeptRealm) => void,
): void {
  const rehearse = (then: () => void) => performOn(thread, empty, options, then, stage);
  rehearse(() => {
    const realm = keepRealm(hiddenNames, globalHandlers);
    rehearse(() => {
      if (realm.learn() === 'broken') throw new Error('The realm of a lane cannot be put back.');
      done(realm);
    });
  });
}

/** Takes tasks and posts answers, in turn, until a realm cannot be put back. To be called before any program runs. */
export function serveLane<Task, Answer>({ work, dressed }: Lane<Task, Answer>): void {
  const { thread, next } = openLane<Task>((task) =>
    work(task, perform, (answer, goOn) => {
      thread.post(answer);
      if (goOn) thread.soon(next);
    }),
  );
  const stage = dressed && createStage();
  let realm: KeptRealm;

  const perform: Perform = (program, options, done) => {
    const end = (messages: readonly WorkerMessage[], count: number) => {
      const isReusable = realm.restore() !== 'broken';
      const result = createResult(program);
      for (let index = 0; index < count; index++) collect(result, toRunMessage(messages[index]));
      done(result, isReusable);
    };
    performOn(thread, program, options, end, stage);
  };

  const begin = (kept: KeptRealm) => {
    realm = kept;
    next();
  };
  if (stage) dressRealm(thread, stage, dressed.empty, dressed.options, begin);
  else begin(keepRealm(hiddenNames));
}

/**
 * Runs a program in a thread, on a stage of its own unless one is given; `onEnd` gets what it said. The realm is as the program left it.
 * @throws SyntaxError when V8 does not take the program for JavaScript; nothing has run then.
 */
export function performOn(
  thread: NodeThread,
  program: CompiledProgram,
  options: RunOptions,
  onEnd: (messages: readonly WorkerMessage[], count: number) => void,
  stage?: Stage,
): void {
  const messages = list<WorkerMessage>();
  let count = 0;
  let isOver = false;
  const ends: ThreadEnds = {
    post(message) {
      messages[count++] = message;
      if (message.type === 'ended') isOver = true;
    },
    // A task of its own, so that what the program left behind in microtasks has run before the realm is put back.
    close: () =>
      thread.soon(() => {
        thread.forget();
        onEnd(messages, count);
      }),
    // Where nothing but the end of everything ends a run, whatever runs now returns to the loop.
    halt() {
      if (!isOver) thread.block();
    },
  };
  thread.startCompiled(program, options, ends, stage);
}

/** The message as it would have arrived in another thread. */
export function toRunMessage(message: WorkerMessage | undefined): RunMessage {
  // A list of the runtime's has no iterator of its own.
  if (message?.type === 'output') return { ...message, lines: Array.from(message.lines) };
  return unpackMessage(message) as RunMessage;
}
