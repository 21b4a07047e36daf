/**
 * What the scripts of Node's workers have in common. A worker is started ahead of time and takes its originals;
 * then it waits for one program, runs it and is terminated.
 */
import type { TransferListItem } from 'node:worker_threads';
import type { RunOptions } from '../protocol.ts';
import { type ControlMessage, transferOf } from '../runtime/host.ts';
import { createStage } from '../runtime/start.ts';
import { installWorkers } from '../runtime/workers.ts';
import type { TestExtension } from '../tests/kit.ts';
import type { ThreadStart } from '../threads/messages.ts';
import { openThread } from './node-thread.ts';

/** What the worker is told first. */
export interface NodeGreeting {
  /** The program's part of the script, as `assembleProgram` makes it with `firstLine` 0. */
  program: string;
  options: RunOptions;
  /** For a worker of the program. */
  own?: ThreadStart;
}

/** Waits for a program; `tests` is the test kit, in the script that has it. */
export const serve = (tests?: TestExtension): void => {
  const thread = openThread();
  thread.port.on('message', (message: NodeGreeting | ControlMessage) => {
    if ('type' in message) {
      thread.runtime?.control(message);
      return;
    }
    thread.start(
      message.program,
      message.options,
      {
        post: (said) => thread.post(said, transferOf(said) as TransferListItem[]),
        close() {},
        halt: thread.block,
      },
      createStage({ workers: installWorkers, ...(tests && { tests }) }),
      message.own,
    );
  });
  thread.post({ type: 'ready' });
};
