// A worker that is terminated while it works, and means to go on.
// prints: first
// ends: quiet

if (typeof postMessage === 'function') {
  self.onmessage = () => {
    setInterval(() => console.log('GHOST'), 10);
    for (let i = 0; i < 1e7; i++);
  };
  self.postMessage('ready');
} else {
  const worker = new Worker(import.meta.url, { type: 'module' });
  await new Promise((resolve) => (worker.onmessage = resolve));
  worker.postMessage('go');
  worker.terminate();
  worker.onmessage = () => console.log('GHOST');
  console.log('first');
  await new Promise((resolve) => setTimeout(resolve, 100));
}
