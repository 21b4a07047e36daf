/** Packs spans into as few rows as possible, so that none covers another. */

export class Rows {
  count = 0;
  /** Free rows, a binary heap with the smallest on top. */
  #free: number[] = [];
  /** Rows in use, a binary heap of `[to, row]` with the first to end on top. */
  #used: { to: number; row: number }[] = [];

  /** The topmost row that is free from `from` to `to`. Must be asked in order of `from`. */
  take(from: number, to: number): number {
    for (let first = this.#used[0]; first && first.to <= from; first = this.#used[0]) {
      heapPop(this.#used, (a, b) => a.to - b.to);
      heapPush(this.#free, first.row, (a, b) => a - b);
    }
    const row = heapPop(this.#free, (a, b) => a - b) ?? this.count++;
    heapPush(this.#used, { to, row }, (a, b) => a.to - b.to);
    return row;
  }
}

function heapPush<T>(heap: T[], item: T, compare: (a: T, b: T) => number): void {
  let i = heap.length;
  heap.push(item);
  while (i > 0) {
    const up = (i - 1) >> 1;
    const above = heap[up];
    if (above === undefined || compare(above, item) <= 0) break;
    heap[i] = above;
    i = up;
  }
  heap[i] = item;
}

function heapPop<T>(heap: T[], compare: (a: T, b: T) => number): T | undefined {
  const top = heap[0];
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return top;
  let i = 0;
  for (;;) {
    let down = 2 * i + 1;
    let below = heap[down];
    if (below === undefined) break;
    const right = heap[down + 1];
    if (right !== undefined && compare(right, below) < 0) {
      down++;
      below = right;
    }
    if (compare(last, below) <= 0) break;
    heap[i] = below;
    i = down;
  }
  heap[i] = last;
  return top;
}
