// A posted task can be delayed and aborted.
const { scheduler } = globalThis as unknown as {
  scheduler: { postTask<T>(f: () => T, options?: { delay?: number; signal?: AbortSignal }): Promise<T> };
};
const controller = new AbortController();
const never = scheduler.postTask(() => console.log('never'), { signal: controller.signal, delay: 40 });
controller.abort(new Error('not needed'));
await never.catch((e: Error) => console.log(e.message));
await scheduler.postTask(() => console.log('never'), { signal: AbortSignal.abort() }).catch((e: Error) => console.log(e.name));
const late = scheduler.postTask(() => console.log('delayed'), { delay: 60 });
const soon = scheduler.postTask(() => console.log('less delayed'), { delay: 20 });
await scheduler.postTask(() => console.log('at once'));
await Promise.all([late, soon]);
