/** How a page talks with a broker: through a frame of its own, or through Sandpack's client. */
import type { CompiledProgram } from '../engine/protocol.ts';
import type { BrokerMessage } from './broker.ts';
import type { ChosenOptions } from './validate.ts';

/** A run as the page asks for it. */
export interface RunRequest {
  files: Record<string, string>;
  entry: string;
  /** The program as it was compiled at build, when `files` are unedited: then no compiler is loaded. */
  compiled?: CompiledProgram;
  options?: ChosenOptions;
}

/** What is likely to be run next: a program compiled at build, or the sources of one that is edited. */
export type NextRun = Pick<RunRequest, 'compiled'> | Omit<RunRequest, 'compiled'>;

export interface Channel {
  /** Resolves once the broker listens. @throws Error when it cannot be reached. */
  open(): Promise<void>;
  run(run: number, request: RunRequest): void;
  stop(run: number): void;
  setSpeed(speed: number): void;
  /** A run of this program is near, or, without one, of a program that has to be compiled first. */
  prepare(next?: NextRun): void;
  /** Hears every message of every run until `signal` is aborted. */
  listen(hear: (run: number, message: BrokerMessage) => void, signal: AbortSignal): void;
}
