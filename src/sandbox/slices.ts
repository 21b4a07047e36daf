/**
 * Work on a thread that others need too. What arrives is done at once, and in order; when that has taken a slice of time,
 * the rest waits until the thread has looked at whatever else was due. A browser hands out messages in the order in which they were
 * posted, so that thousands of them would let no timer and no key through until the last one was read.
 */
export interface Slices {
  /** Does a piece of work, now or after those that wait. */
  add(work: () => void): void;
  /** Pieces that wait. */
  waiting(): number;
  /** Forgets what waits. Nothing may be added any more. */
  close(): void;
}

/** `most`: ms after which the others get their turn. */
export function createSlices(most: number): Slices {
  let queue: (() => void)[] = [];
  let head = 0;
  let spent = 0;
  /** A turn has been asked for. */
  let asked = false;
  let closed = false;
  // A timer of no time takes 4 ms in a row of them, a message none.
  const { port1, port2 } = new MessageChannel();

  function ask() {
    if (asked || closed) return;
    asked = true;
    port2.postMessage(null);
  }
  function run(work: () => void) {
    const start = performance.now();
    try {
      work();
    } finally {
      spent += performance.now() - start;
    }
  }
  port1.onmessage = () => {
    asked = false;
    spent = 0;
    try {
      while (!closed && head < queue.length && spent < most) {
        const work = queue[head++];
        if (work) run(work);
      }
    } finally {
      if (head === queue.length) {
        queue = [];
        head = 0;
      } else ask();
    }
  };

  return {
    add(work) {
      if (closed) return;
      ask();
      if (head === queue.length && spent < most) run(work);
      else queue.push(work);
    },
    waiting: () => queue.length - head,
    close() {
      closed = true;
      queue = [];
      head = 0;
      port1.close();
    },
  };
}
