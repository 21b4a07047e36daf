/**
 * A worker started ahead of time. Starting one takes longer than running most examples, and nothing of the program runs
 * before the greeting; so the next run of the same script is answered by a worker that is already there.
 */
import type { Cage, CagedWorker } from './open-cage.ts';
import { spawnPreferred } from './start-worker.ts';

export interface Standby {
  /** Has a worker wait for a run of `script`, in place of the one that waited before. */
  prepare(cage: Cage, script: string): void;
  /** The waiting worker, if it has this script and lives in this cage. It is the caller's from then on. */
  take(cage: Cage, script: string): CagedWorker | undefined;
}

/** How long a worker waits for a reader who has moved on, in ms. */
const waitingTime = 120_000;

export function createStandby(): Standby {
  let waiting:
    | { cage: Cage; script: string; worker: CagedWorker; patience: ReturnType<typeof setTimeout> }
    | undefined;

  /** Takes away whoever waits; what becomes of them is the caller's business. */
  function release() {
    clearTimeout(waiting?.patience);
    const released = waiting;
    waiting = undefined;
    return released;
  }

  return {
    prepare(cage, script) {
      if (cage.lost.aborted || (waiting?.cage === cage && waiting.script === script)) return;
      release()?.worker.kill();
      const worker = spawnPreferred(cage, script);
      // It cannot start this way; the run itself will find another.
      worker.onFailed = () => waiting?.worker === worker && release()?.worker.kill();
      const patience = setTimeout(() => release()?.worker.kill(), waitingTime);
      waiting = { cage, script, worker, patience };
    },
    take(cage, script) {
      const fits = waiting?.cage === cage && waiting.script === script && !cage.lost.aborted;
      const released = release();
      if (fits) return released?.worker;
      released?.worker.kill();
      return undefined;
    },
  };
}
