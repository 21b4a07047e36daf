/**
 * What a run records. Plain, JSON-safe data; `seq` numbers are dense and start at 0, so an event's `seq`
 * is its index in `Trace.events`. Times are virtual milliseconds since the run began, unrounded.
 *
 * Three words used throughout:
 * - a *job* is one piece of the program that runs to completion: a task's callback or one microtask;
 * - a *turn* is a task with all the microtasks that run before the next task: from one `task` event to the next;
 * - a *call* is one run of a function that can pause: an async function, a generator, a module.
 *
 * Numbers that name things (`call`, `timer`, `reaction`, `request`, `listener`, `message`, `signal`, `rejection`, `worker`)
 * are unique among things of their kind, and carry no other meaning: they need be neither dense nor in order.
 */

/** A place in the program's own source. Lines and columns are 0-based. */
export interface Site {
  /** Name of the module as the program's imports resolve it: `main.ts`. */
  file: string;
  line: number;
  /** In UTF-16 code units. */
  column: number;
  endLine: number;
  /** Exclusive. */
  endColumn: number;
}

interface Base {
  /** The event's index in `Trace.events`. */
  seq: number;
  /** Virtual ms since the run began; never less than the event's before. */
  at: number;
  /**
   * The job it happened in: a number that grows each time a task or a microtask begins in its thread. 0 is the program's
   * own. What happens outside the program (a server's work, the host's reports) carries the number of the job before it.
   */
  job: number;
  /** Index into `Trace.sites`; absent when the event has no place in the program. */
  site?: number;
  /** `seq` of the event without which this one would not have happened; always less than its own. */
  cause?: number;
  /**
   * Number of the worker it happened in; absent for the program's first thread. Threads run side by side: events of one
   * stand in the order in which they happened there, those of different threads in the order in which they were heard of.
   */
  thread?: number;
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

/** What put a task into the queue. */
export type TaskKind =
  | 'program'
  | 'timer'
  | 'network'
  | 'message'
  | 'event'
  | 'frame'
  | 'idle'
  | 'posted'
  | 'immediate';
/** Which function armed a timer; `sleep` is a timer that settles a promise without running a callback. */
export type TimerKind =
  | 'timeout'
  | 'interval'
  | 'abort-timeout'
  | 'immediate'
  | 'frame'
  | 'idle'
  | 'posted'
  | 'sleep';
/** Which function a callback that runs in a microtask was given to. */
export type ReactionKind = 'then' | 'catch' | 'finally' | 'queueMicrotask' | 'nextTick';
export type CallKind = 'async' | 'async-generator' | 'generator' | 'module';
/** What made a call pause. */
export type SuspendKind = 'await' | 'for-await' | 'yield' | 'dispose';
export type LogLevel = 'log' | 'info' | 'warn' | 'error' | 'debug';

export type TraceEvent = Base &
  /** A host task begins. `name` is what the host would call it: the callback's name, the event's type. `cause`: what queued it. */
  (
    | { type: 'task'; kind: TaskKind; name?: string }
    /** The task's callback has returned. Its microtasks follow, in jobs of their own, up to the next `task`. */
    | { type: 'task-end' }
    /** The body of an async function, generator or module begins. `parent` is the call that was running; `site` is the function's own place. */
    | { type: 'call'; call: number; name: string; kind: CallKind; parent?: number }
    /** The call pauses and gives control back; `site` is the `await` or `yield`. */
    | { type: 'suspend'; call: number; on: SuspendKind }
    /**
     * The call goes on where it paused: with a value, with an error that is thrown there, or because it is told to return.
     * `cause` is what settled the awaited promise; the `suspend` itself when nothing had to be waited for.
     */
    | { type: 'resume'; call: number; with: 'value' | 'error' | 'return' }
    /** The call is over: it returned, fell off its end, or was closed from outside. */
    | { type: 'return'; call: number }
    /** The call is over: an error left it. */
    | { type: 'throw'; call: number; error: ErrorReport }
    /** `delay` as asked for, in ms; `due` is the earliest moment it may fire, in virtual ms since the run began; `name` is its callback's. */
    | { type: 'timer-set'; timer: number; kind: TimerKind; delay: number; due: number; name?: string }
    /** `next` is the moment an interval is due again; absent when the timer is done. */
    | { type: 'timer-fired'; timer: number; next?: number }
    /** A pending timer was taken back; not recorded for one that has fired. */
    | { type: 'timer-cleared'; timer: number }
    /** A callback waits for a promise (or, for `queueMicrotask` and `nextTick`, for nothing but its turn). */
    | { type: 'reaction-set'; reaction: number; kind: ReactionKind; name?: string }
    /** The callback begins. `cause` is what settled the promise. */
    | { type: 'reaction-run'; reaction: number; with: 'value' | 'error' | 'nothing' }
    /** The callback has returned or thrown. */
    | { type: 'reaction-end'; reaction: number }
    /** The program asked; `server` is the host name: `rates.test`. */
    | { type: 'request-sent'; request: number; server: string; method: string; url: string }
    /** The server begins to work on it: between `request-sent` and this it was on its way, or queued at the server. */
    | { type: 'request-started'; request: number; server: string }
    /** The server is done with it; the answer is on its way. */
    | { type: 'request-finished'; request: number; server: string; status: number }
    /**
     * By `client`: the program no longer waits for it; the server may go on until it has finished, or has given up too.
     * By `server`: the server gave up, because of a fault or because it noticed that nobody waits.
     */
    | { type: 'request-aborted'; request: number; server: string; by: 'client' | 'server' }
    /** The answer reaches the program; `status` is 0 for a network failure. */
    | { type: 'response'; request: number; status: number }
    /** `event` is the event's type; `target` names what it is added to: `AbortSignal`. */
    | { type: 'listener-added'; listener: number; event: string; target: string }
    /** The listener's callback begins. */
    | { type: 'listener-run'; listener: number; event: string }
    /** The listener's callback has returned or thrown. */
    | { type: 'listener-end'; listener: number }
    /** The listener is gone: removed by the program, by its signal, or because it was for one time only. */
    | { type: 'listener-removed'; listener: number }
    /** `channel` names the pair of ports, broadcast channel or worker. */
    | { type: 'message-sent'; message: number; channel: string }
    /** It arrives at one receiver, whose listeners run in the same task. `cause` is its `message-sent`. */
    | { type: 'message-received'; message: number; channel: string }
    /** A worker was made: a thread of its own, whose events carry its number. `name`: its own, or the file it runs. */
    | { type: 'worker-made'; worker: number; name: string }
    /** A worker was ended: by the one that made it, or by itself. */
    | { type: 'worker-ended'; worker: number; by: 'maker' | 'itself' }
    /** One call of the console; `text` is what it printed, without the last line end. */
    | { type: 'log'; level: LogLevel; text: string }
    /** A numbered mark the program set for its readers: `mark('…')`; numbers start at 1. */
    | { type: 'mark'; label: string; number: number }
    /** A signal was aborted; `reason` as text. */
    | { type: 'abort'; signal: number; reason: string }
    /**
     * An error left a task or a callback, and nobody caught it. A worker's is told to the one that made it; if nobody there
     * takes care of it either, it is recorded once more, with the worker's number, and printed.
     */
    | { type: 'uncaught-error'; error: ErrorReport; worker?: number }
    /** The host found, its microtasks done, that a promise was rejected and nobody handles it. */
    | { type: 'unhandled-rejection'; error: ErrorReport; rejection: number }
    /** A handler was added after the host had reported the rejection. */
    | { type: 'rejection-handled'; rejection: number }
    /** Recording stopped here; `dropped` events followed. */
    | { type: 'truncated'; dropped: number }
    /** The run is over; always the last event. `exitCode` is what Node would exit with. */
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
  /** In the order in which they happened. */
  events: TraceEvent[];
}
