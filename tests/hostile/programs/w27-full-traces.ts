// Four threads that each record more than the trace of all may hold, and throw it all at the end.
// ends: any
// most: 4

if (typeof postMessage !== 'function') for (let n = 0; n < 3; n++) new Worker(import.meta.url);
async function f(): Promise<void> {
  await 0;
}
for (let n = 0; n < 6_000; n++) await f();
console.log('after');
