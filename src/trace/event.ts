/**
 * What a run records. Plain, JSON-safe data; `seq` numbers are dense and start at 0, so an event's `seq`
 * is its index in `Trace.events`. Times are virtual milliseconds since the run began, unrounded.
 */

/** A place in the program's own source. Lines and columns are 0-based. */
export interface Site {
  file: string;
  line: number;
  column: number;
  endLine: number;
  endColumn: number;
}

interface Base {
  seq: number;
  /** Virtual ms since the run began. */
  at: number;
  /** The job it happened in: a number that grows each time a task or a microtask begins. 0 is the program's own. */
  job: number;
  /** Index into `Trace.sites`; absent when the event has no place in the program. */
  site?: number;
  /** `seq` of the event without which this one would not have happened. */
  cause?: number;
}

/** An error as the program threw it: text only, so that it can be shown safely. */
export interface ErrorReport {
  /** `TypeError`, or the type of a thrown value that is no error: `string`. */
  name: string;
  message: string;
  /** Frames in the program's own files, innermost first. */
  frames: { file: string; line: number; column: number; name?: string }[];
  /** What the host would print: `TypeError: x is not a function`. */
  text: string;
  /** The error's `cause` chain and an AggregateError's errors, at most three deep. */
  cause?: ErrorReport;
  errors?: ErrorReport[];
}

export type TaskKind = 'program' | 'timer' | 'network' | 'message' | 'event' | 'frame' | 'idle' | 'posted' | 'immediate';
export type TimerKind = 'timeout' | 'interval' | 'abort-timeout' | 'immediate' | 'frame' | 'idle' | 'posted' | 'sleep';
export type ReactionKind = 'then' | 'catch' | 'finally' | 'queueMicrotask' | 'nextTick';
export type LogLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';

export type TraceEvent = Base &
  (
    | { type: 'task'; kind: TaskKind; name?: string }
    | { type: 'task-end' }
    /** An async function, generator or module body begins. `parent` is the call that was running. */
    | { type: 'call'; call: number; name: string; kind: 'async' | 'async-generator' | 'generator' | 'module'; parent?: number }
    | { type: 'suspend'; call: number; on: 'await' | 'for-await' | 'yield' | 'dispose' }
    | { type: 'resume'; call: number; with: 'value' | 'error' | 'return' }
    | { type: 'return'; call: number }
    | { type: 'throw'; call: number; error: ErrorReport }
    | { type: 'timer-set'; timer: number; kind: TimerKind; delay: number; due: number; name?: string }
    | { type: 'timer-fired'; timer: number }
    | { type: 'timer-cleared'; timer: number }
    | { type: 'reaction-set'; reaction: number; kind: ReactionKind; name?: string }
    | { type: 'reaction-run'; reaction: number; with: 'value' | 'error' | 'nothing' }
    | { type: 'reaction-end'; reaction: number }
    | { type: 'request-sent'; request: number; server: string; method: string; url: string }
    | { type: 'request-started'; request: number; server: string }
    | { type: 'request-finished'; request: number; server: string; status: number }
    | { type: 'request-aborted'; request: number; server: string; by: 'client' | 'server' }
    /** The answer (or the failure) reaches the program. */
    | { type: 'response'; request: number; status: number }
    | { type: 'listener-added'; listener: number; event: string; target: string }
    | { type: 'listener-run'; listener: number; event: string }
    | { type: 'listener-removed'; listener: number }
    | { type: 'message-sent'; message: number; channel: string }
    | { type: 'message-received'; message: number; channel: string }
    | { type: 'log'; level: LogLevel; text: string }
    | { type: 'mark'; label: string; number: number }
    | { type: 'abort'; signal: number; reason: string }
    | { type: 'uncaught-error'; error: ErrorReport }
    | { type: 'unhandled-rejection'; error: ErrorReport; rejection: number }
    | { type: 'rejection-handled'; rejection: number }
    /** Recording stopped here; `dropped` events followed. */
    | { type: 'truncated'; dropped: number }
    | { type: 'end'; reason: EndReason; exitCode: number }
  );

/** Why a run was over. */
export type EndReason =
  /** Nothing scheduled, nothing in flight, and the program's top level finished. */
  | 'quiet'
  /** Nothing scheduled, but the top level still awaits something that can no longer happen. */
  | 'stuck'
  /** An error nobody caught ended it. */
  | 'error'
  /** `process.exit` or its like. */
  | 'exit'
  /** The reader pressed Stop. */
  | 'stopped'
  /** A limit was reached; `RunEnd.limit` says which. */
  | 'limit';

export interface Trace {
  version: 1;
  /** The places events refer to. */
  sites: Site[];
  events: TraceEvent[];
}
