// A handler added in the same checkpoint is in time.
const p = Promise.reject(new Error('late, but not too late'));
queueMicrotask(() => queueMicrotask(() => p.catch((e: Error) => console.log(e.message))));
await new Promise((r) => setTimeout(r, 5));
console.log('nothing reported');
