// A worker whose errors, which nobody catches, never end.
// ends: limit:messages | limit:lines | limit:time | limit:output | limit:blocked

if (typeof postMessage === 'function')
  setInterval(() => {
    throw new Error('x'.repeat(4_000));
  }, 0);
else new Worker(import.meta.url, { type: 'module' });
