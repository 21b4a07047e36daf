// F90: a continuation of scheduler.yield() comes before queued peers; a timer after them.
const s = (globalThis as unknown as { scheduler: { postTask(f: () => void): Promise<void>; yield(): Promise<void> } }).scheduler;
const a = s.postTask((async () => {
  console.log('A1');
  await s.yield();
  console.log('A2');
}) as () => void);
const b = s.postTask(() => console.log('B'));
await Promise.all([a, b]);
