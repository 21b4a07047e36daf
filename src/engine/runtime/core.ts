/** What the runtime's own parts share beyond the kernel: the pieces of which the kernel is made. */
import type { TimerKind } from '../../trace/event.ts';
import type { RunEnd } from '../protocol.ts';
import type { Clock } from './clock.ts';
import type { Host } from './host.ts';
import type { Kernel, ScheduleOptions } from './kernel.ts';
import type { Loop, Task } from './loop.ts';
import { functionToString, getOwnPropertyDescriptor, stringIndexOf } from './primordials.ts';
import type { Recorder } from './recorder.ts';

export interface Timer {
  readonly id: number;
  readonly kind: TimerKind;
  readonly recorded: boolean;
  /** `seq` of its `timer-set`; -1 if unknown. */
  setAt: number;
  task: Task;
}

export interface Core extends Kernel {
  readonly host: Host;
  readonly clock: Clock;
  readonly loop: Loop;
  readonly recorder: Recorder;
  /** Records that a timer is set, and nothing else. */
  recordTimer(kind: TimerKind, delay: number, name?: string, cause?: number): { id: number; setAt: number };
  /** Arms a timer. `fired` runs in its task; `next` tells when an interval is due again, in ms. */
  arm(delay: number, fired: () => void, options: ScheduleOptions & { next?: () => number }): Timer;
  /** Arms the same timer once more, for the moment `due` in ms. */
  rearm(timer: Timer, due: number, fired: () => void, next?: () => number): void;
  disarm(timer: Timer): void;
  /** How many tasks have begun. */
  turn(): number;
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
