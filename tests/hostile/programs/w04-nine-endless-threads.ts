// Eight workers and the first thread, none of which ever gives its thread back.
// ends: limit:blocked | failed

if (typeof postMessage !== 'function') for (let i = 0; i < 8; i++) new Worker(import.meta.url, { type: 'module' });
for (;;);
