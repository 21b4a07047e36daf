/** Runs `work` over the items, at most `size` at a time, in their order. Rejects with the first failure. */
export async function mapPool<T>(
  items: readonly T[],
  size: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const queue = items.values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: Math.max(1, size) }, worker));
}
