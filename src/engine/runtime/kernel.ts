/**
 * What the parts of the runtime share. The kernel is the only thing that knows what time it is, what is pending,
 * and what is recorded; timers, network, console and ports are written against this interface.
 */
import type { LogLevel, Site, TaskKind, TimerKind, TraceEvent } from '../../trace/event.ts';
import type { RunOptions } from '../protocol.ts';

/** An event without what the kernel fills in: `seq`, `at`, `job`, and `site`/`cause` unless given. */
export type NewEvent = TraceEvent extends infer E
  ? E extends TraceEvent
    ? Omit<E, 'seq' | 'at' | 'job'>
    : never
  : never;

export interface ScheduleOptions {
  kind: TimerKind;
  name?: string;
  /** False for what does not keep a run alive (`AbortSignal.timeout`, unref'ed timers). Default true. */
  keepsAlive?: boolean;
  /** False for the engine's own timers (latencies of servers): they leave no `timer-*` events. Default true. */
  recorded?: boolean;
  /** What kind of task the callback runs in. Default `timer`. */
  task?: TaskKind;
  /** `seq` of the event that caused it; default: what is running now. */
  cause?: number;
}

export interface Kernel {
  readonly options: RunOptions;
  /** Calls `begin` now and at the beginning of every later run in this realm: what belongs to one run is made in it. */
  eachRun(begin: () => void): void;
  /** Virtual ms since the run began; reading it here costs nothing. */
  now(): number;
  /** The same, read by the program: costs a fixed small step of virtual time, so that busy-waiting ends. */
  read(): number;
  /** Runs `callback` in a task of its own after `delay` virtual ms; equal due times run in order of scheduling. */
  schedule(delay: number, callback: () => void, options: ScheduleOptions): number;
  cancel(timer: number): void;
  /** Runs `callback` in a task of its own as soon as possible, without a timer. */
  post(kind: TaskKind, callback: () => void, name?: string, cause?: number): void;
  /**
   * Says that something native is in flight that needs no help from the program: nothing else runs and the clock stands
   * still until it is released.
   */
  hold(): () => void;
  /**
   * The same for an operation with a promise. The answer settles as `promise` does, but in a task of its own called
   * `name`, and several of them in the order in which they were begun.
   */
  native<T>(name: string, promise: Promise<T>): Promise<T>;
  /** Keeps the run alive without stopping the clock (an open port, a request that hangs). */
  keepAlive(): () => void;
  /** Records an event and returns its `seq`, or -1 when nothing is recorded. */
  record(event: NewEvent): number;
  /** `seq` of the event that what runs now goes back to; -1 if unknown. */
  cause(): number;
  /** Runs `callback` as if the event `cause` were what is running (for reactions and listeners). */
  within<T>(cause: number, callback: () => T): T;
  /** Where the program called the native that is running now; reading clears it. Index into the trace's sites, -1 if unknown. */
  takeSite(): number;
  siteOf(index: number): Site | undefined;
  /** Prints one or more lines; bounded by the run's limits. */
  print(level: LogLevel | 'uncaught' | 'system', text: string, site?: number): void;
  /** Reports an error nobody caught, as the host would (and ends the run if the flavour does so). */
  reportUncaught(error: unknown): void;
  /** Random numbers of the seed: [0, 1). A sequence of its own, apart from the program's `Math.random`. */
  random(): number;
}

/** The global object the program will see, while the runtime dresses it. */
export interface Realm {
  readonly global: typeof globalThis;
  readonly host: 'browser' | 'node';
  readonly flavour: 'browser' | 'node';
  /** True in a worker of the program: there the global object is an event target by the rules of every host. */
  readonly isWorker: boolean;
  /**
   * Puts `value` on the global object and removes whatever its prototypes have under that name.
   * Writable, configurable; enumerable only if asked for, as operations of the platform are and its classes are not.
   */
  define(name: string, value: unknown, enumerable?: boolean): void;
  /** Takes `name` away from the global object and all its prototypes. */
  remove(name: string): void;
  /**
   * Makes a function look like one of the platform's: `Function.prototype.toString` answers `[native code]`,
   * `name` and `length` are as given. Write the function as a method (`{ name() {…} }.name`), so that it is no
   * constructor. Returns the function.
   */
  native<F extends (...args: never[]) => unknown>(fn: F, name?: string, length?: number): F;
  /** Only the `[native code]` part of it. */
  markNative(fn: object, name: string): void;
  /**
   * The same for a class and everything on it and its prototype; it also becomes `Object.prototype.toString`'s word for
   * its instances. `name` must be given: a minified class has lost its own.
   */
  nativeClass<C extends abstract new (...args: never[]) => object>(type: C, name: string): C;
  /** The message of an error, a function of the program that it quotes as its author wrote it. */
  restoreQuotes(message: string): string;
  /** Puts right the message of an error that quotes the program's code with what the compiler inserted; never throws. */
  restoreMessage(error: unknown): void;
}
