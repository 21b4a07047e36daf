// Tasks of a higher priority first; of one priority in order of posting.
const { scheduler } = globalThis as unknown as {
  scheduler: { postTask<T>(f: () => T, options?: { priority?: string; delay?: number; signal?: AbortSignal }): Promise<T> };
};
const log: string[] = [];
const post = (priority: string, name: string) => scheduler.postTask(() => void log.push(name), { priority });
await Promise.all([
  post('background', 'background 1'),
  post('user-visible', 'visible 1'),
  post('user-blocking', 'blocking 1'),
  post('background', 'background 2'),
  post('user-visible', 'visible 2'),
  post('user-blocking', 'blocking 2'),
]);
console.log(log.join('\n'));
console.log(await scheduler.postTask(() => 'a value'));
await scheduler.postTask(() => { throw new Error('thrown'); }).catch((e: Error) => console.log(e.message));
await scheduler.postTask(async () => { await null; return 'awaited'; }).then(console.log);
