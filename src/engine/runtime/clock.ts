/**
 * What time it is. Time is counted in ticks of 0.01 ms, whole numbers, so that sums of it are exact.
 *
 * - `virtual` and `paced`: time stands still while code runs, except that reading the clock costs one tick; the loop
 *   moves it to the next timer. (That `paced` also waits in between is the loop's business.)
 * - `real`: the host's own clock.
 */
import { max, round } from './primordials.ts';

/** Ticks in one millisecond. */
export const ticksPerMs = 100;

export interface Clock {
  readonly kind: 'virtual' | 'paced' | 'real';
  /** Ticks since the run began. */
  ticks(): number;
  /** Ms since the run began. */
  now(): number;
  /** Ms since the run began, read by the program. */
  read(): number;
  /** Moves virtual time forward; never back. No effect on a real clock. */
  advanceTo(ticks: number): void;
}

/**
 * `nativeNow` is the host's monotonic clock in ms. A worker's clock goes on from that of the thread that made it: from the
 * tick `from`; a real one has begun when `nativeNow` said `start`.
 */
export function createClock(
  kind: Clock['kind'],
  nativeNow: () => number,
  from = 0,
  start = nativeNow(),
): Clock {
  if (kind === 'real') {
    let last = 0;
    const ticks = () => {
      last = max(last, round((nativeNow() - start) * ticksPerMs));
      return last;
    };
    const now = () => ticks() / ticksPerMs;
    return { kind, ticks, now, read: now, advanceTo() {} };
  }
  let current = from;
  return {
    kind,
    ticks: () => current,
    now: () => current / ticksPerMs,
    read: () => ++current / ticksPerMs,
    advanceTo(ticks) {
      if (ticks > current) current = ticks;
    },
  };
}
