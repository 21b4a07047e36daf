/**
 * Which of many lifetimes contain a given moment. Built once, asked often: as fast for the last moment as for the first.
 */

/** Lives from the event `from` (included) to the event `to` (excluded); `Infinity` when it outlives the recording. */
export interface Lifetime {
  from: number;
  to: number;
}

/** Fewer lifetimes than this are simply looked through. */
const SMALLEST_STEP = 64;

export interface LiveIndex {
  /** Positions, in the array the index was built from, of the lifetimes that contain `seq`; ascending. */
  at(seq: number): number[];
}

/**
 * Indexes lifetimes that are sorted by `from`.
 * Keeps checkpoints (what is alive when number i begins), and makes the next one only after as many lifetimes have
 * begun as the last one listed: so memory stays linear, and a question costs as much as its answer is long.
 */
export function indexLifetimes(lifetimes: readonly Lifetime[]): LiveIndex {
  const checkpoints: { index: number; alive: number[] }[] = [{ index: 0, alive: [] }];
  let last = 0;
  let alive: number[] = [];
  lifetimes.forEach((lifetime, index) => {
    if (index - last >= Math.max(SMALLEST_STEP, checkpoints[checkpoints.length - 1]?.alive.length ?? 0)) {
      alive = alive.filter((i) => (lifetimes[i]?.to ?? 0) > lifetime.from);
      checkpoints.push({ index, alive: alive.slice() });
      last = index;
    }
    alive.push(index);
  });

  return {
    at(seq) {
      const begun = countUntil(lifetimes, seq);
      let low = 0;
      let high = checkpoints.length;
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        // Only once lifetime number `index` has begun is it certain that what the checkpoint left out is over.
        if ((checkpoints[middle]?.index ?? 0) < begun) low = middle;
        else high = middle;
      }
      const checkpoint = checkpoints[low] ?? { index: 0, alive: [] };
      const result = checkpoint.alive.filter((i) => (lifetimes[i]?.to ?? 0) > seq);
      for (let i = checkpoint.index; i < begun; i++) {
        if ((lifetimes[i]?.to ?? 0) > seq) result.push(i);
      }
      return result;
    },
  };
}

/** How many of the lifetimes, sorted by `from`, have begun at `seq`. */
function countUntil(lifetimes: readonly Lifetime[], seq: number): number {
  let low = 0;
  let high = lifetimes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lifetimes[middle]?.from ?? 0) <= seq) low = middle + 1;
    else high = middle;
  }
  return low;
}
