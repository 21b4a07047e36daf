// A worker posts a hundred thousand messages at once.
// ends: limit:messages | limit:blocked | limit:time

if (typeof postMessage === 'function') for (let i = 0; i < 100_000; i++) self.postMessage(i);
else new Worker(import.meta.url, { type: 'module' }).onmessage = () => {};
