/** What the runtime needs from the worker it lives in. Taken from the platform's originals before any program runs. */

import type { RunMessage } from '../protocol.ts';
import type { TeamMessage, ThreadMessage } from '../threads/messages.ts';
import type { TraceChunk } from '../wire.ts';

/** What the runtime posts: like `RunMessage`, but with the trace in its compact form. */
export type WorkerMessage =
  | Exclude<RunMessage, { type: 'trace' }>
  | { type: 'trace'; chunk: TraceChunk }
  | ThreadMessage
  | { type: 'pong' };

/** What it is told while the program runs. */
export type ControlMessage =
  /** Is anybody there? Answered with `pong` between two tasks. */
  | { type: 'ping' }
  /** Changes the pace of a `paced` run; 0 means instant. */
  | { type: 'speed'; speed: number }
  /** Ends the run between two tasks, with everything printed and recorded so far. */
  | { type: 'stop'; reason: 'stopped' | 'time'; value: number }
  | TeamMessage;

/** What is not copied but handed over with a message. */
export function transferOf(message: WorkerMessage): object[] {
  if (message.type === 'trace') return [message.chunk.times.buffer, message.chunk.numbers.buffer];
  return message.type === 'parcel' ? message.parcel.transfer : [];
}

export interface Host {
  readonly kind: 'browser' | 'node';
  post(message: WorkerMessage): void;
  /** Monotonic ms. */
  now(): number;
  /** The real moment at which `now` was 0, in ms since 1970. */
  timeOrigin: number;
  /**
   * Runs `callback` in a host task of its own: after the current task's microtasks, and after the host has reported
   * the rejections they left behind.
   */
  soon(callback: () => void): void;
  /**
   * Does at once what lies between two host tasks: microtasks, and the host's reports of rejections. Absent where only
   * the host itself can do that; `soon` then has to be used between any two tasks.
   */
  drain?(): void;
  /** Runs `callback` after about `ms` real ms. Returns what cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** Runs `callback` when nothing native is under way; absent where the host cannot tell. */
  whenIdle?(callback: () => void): void;
  /**
   * Lets what is costly to copy go from thread to thread by a port of its own; absent where there is nobody on the way between two
   * threads whom that would hold up.
   */
  byPort?: {
    /** Sends it ahead. Returns the port on which it waits. */
    send(value: unknown, transfer: object[]): MessagePort;
    /** Calls back with what waits on a port, or with `undefined` if it cannot be read. */
    receive(port: MessagePort, take: (value: unknown) => void): void;
  };
  /** Keeps the thread waiting for what others say, or no longer; absent where a thread stays until it is terminated. */
  stay?(yes: boolean): void;
  /** The run has ended: lets no further task of the thread begin. Whoever is told of the end will terminate it. */
  close(): void;
  /** Never returns, if the host can do that: for `process.exit()`, after `close`. */
  halt(): void;
}
