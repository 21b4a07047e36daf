// F46: the reason of AbortSignal.timeout is a TimeoutError.
const signal = AbortSignal.timeout(20);
console.log(signal.aborted);
await new Promise<void>((resolve) => {
  signal.addEventListener('abort', () => resolve());
  setTimeout(() => {}, 60);
});
console.log(signal.aborted, signal.reason.name);
