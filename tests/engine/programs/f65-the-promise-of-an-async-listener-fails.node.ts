// F65: dispatchEvent does not wait for an async listener, but Node ends when its promise is rejected.
const target = new EventTarget();
target.addEventListener('x', async () => {
  await null;
  throw new Error('from an async listener');
});
target.addEventListener('x', () => ({ then: (_: unknown, no: (e: Error) => void) => setTimeout(no, 20, new Error('from a thenable')) }));
process.on('uncaughtException', (e) => console.log('uncaught:', e.message));
console.log(target.dispatchEvent(new Event('x')));
queueMicrotask(() => console.log('microtask'));
setTimeout(() => console.log('goes on'), 60);
