/** The four helpers of this book. You will have built all of them yourself by the end of part IV. */

// First of all, so that the clock begins when everything is loaded.
import './network.ts';

const start = performance.now();

/** Fulfils after `ms` milliseconds. Rejects with the signal's reason, and forgets its timer, when the signal aborts. */
export function sleep(ms: number, { signal }: { signal?: AbortSignal | undefined } = {}): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
}

/** Whole milliseconds since the program began. */
export function clock(): number {
  return Math.round(performance.now() - start);
}

/** Prints like `console.log`, with the time in front: `120 ms  USD`. */
export function log(...values: unknown[]): void {
  console.log(`${clock()} ms`.padEnd(7), ...values);
}

/** Puts a numbered mark on the timeline. Does nothing where there is no timeline. */
export function mark(label: string): void {
  const scope = globalThis as { [key: symbol]: ((label: string) => void) | undefined };
  scope[Symbol.for('interleave.mark')]?.(label);
}
