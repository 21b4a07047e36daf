// Listener and timer are removed on both ways out.
const sleep = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve, reject) => {
    signal.throwIfAborted();
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, ms);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener('abort', stop, { once: true });
  });
const controller = new AbortController();
await sleep(5, controller.signal);
console.log('slept');
setTimeout(() => controller.abort(new Error('stop it')), 10);
await sleep(1000, controller.signal).catch((e: Error) => console.log(e.message));
await sleep(1, controller.signal).catch((e: Error) => console.log('at once:', e.message));
