// A TaskController changes the priority of what waits.
const scope = globalThis as unknown as {
  scheduler: { postTask(f: () => void, options?: object): Promise<void>; yield(): Promise<void> };
  TaskController: new (options: { priority: string }) => AbortController & { setPriority(p: string): void };
};
const controller = new scope.TaskController({ priority: 'background' });
const signal = controller.signal as AbortSignal & { priority: string };
signal.addEventListener('prioritychange', () => console.log('priority is now', signal.priority));
const a = scope.scheduler.postTask(() => console.log('raised'), { signal });
const b = scope.scheduler.postTask(() => console.log('visible'));
controller.setPriority('user-blocking');
await Promise.all([a, b]);
const c = scope.scheduler.postTask((async () => {
  for (const n of [1, 2]) {
    console.log('long', n);
    await scope.scheduler.yield();
  }
  console.log('long is over');
}) as () => void);
const d = scope.scheduler.postTask(() => console.log('queued peer'));
await Promise.all([c, d]);
