/** What the runtime's own parts share beyond the kernel: the pieces of which the kernel is made. */
import type { TimerKind } from '../../trace/event.ts';
import type { RunEnd } from '../protocol.ts';
import type { Clock } from './clock.ts';
import type { Host } from './host.ts';
import type { Kernel } from './kernel.ts';
import type { Loop, Task } from './loop.ts';
import { functionToString, getOwnPropertyDescriptor, stringIndexOf } from './primordials.ts';
import type { Recorder } from './recorder.ts';

/** A timer before it is armed; see `Task`. */
export interface NewTimer {
  kind: TimerKind;
  name: string | undefined;
  run(task: Task): void;
  data?: unknown;
  next?: ((task: Task) => number) | undefined;
  keepsAlive?: boolean;
}

/**
 * One object for as long as the realm is dressed; all its members are those of the run under way. So a part of the runtime asks it
 * anew each time, and keeps none of them.
 */
export interface Core extends Kernel {
  readonly host: Host;
  readonly clock: Clock;
  readonly loop: Loop;
  readonly recorder: Recorder;
  /** A number for a timer, unique in the run. */
  numberTimer(): number;
  /** Arms a recorded timer. */
  arm(delay: number, timer: NewTimer): Task;
  /** Takes back a recorded timer that has not fired. */
  disarm(timer: Task): void;
  /** True when a wrapper was not called by the program but by the platform's own JavaScript; see `Stacks`. */
  isCalledByPlatform(): boolean;
  /** How many tasks have begun. */
  turn(): number;
  /** The error of a listener: in Node it becomes uncaught in a tick, elsewhere at once. */
  reportLater(error: unknown): void;
  /** Sends what has been recorded and printed so far: before other threads hear of what comes after it. */
  flush(): void;
  /** There are other threads: from now on what is recorded and what is printed is sent together. */
  share(): void;
  /** Virtual ms since the run began at which this thread did. */
  readonly began: number;
  /** From now on something native may be under way that only the host knows of. */
  markBusy(): void;
  /** Ends the run as `process.exit` does: the program's `exit` listeners run. Does not return where the host can halt. */
  exit(end: Omit<RunEnd, 'at'>): void;
  /** Ends the run now; the program is not asked. */
  end(end: Omit<RunEnd, 'at'>): void;
  hasEnded(): boolean;
}

/** Longer text is no native function's. */
const nativeTextLength = 200;

/** True for functions of the engine, bound functions and proxies; false for what is no function. Calls nothing. */
export function isNative(fn: unknown): boolean {
  if (typeof fn !== 'function') return false;
  const text = functionToString(fn);
  return text.length < nativeTextLength && stringIndexOf(text, '[native code]') > 0;
}

/** A function's own name, without calling anything: not even a proxy's traps. */
export function nameOf(fn: unknown): string | undefined {
  if (typeof fn !== 'function' || isNative(fn)) return undefined;
  const name: unknown = getOwnPropertyDescriptor(fn, 'name')?.value;
  return typeof name === 'string' && name !== '' ? name : undefined;
}
