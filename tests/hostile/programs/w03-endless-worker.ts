// A worker that never gives its thread back.
// prints: made
// ends: limit:blocked

if (typeof postMessage === 'function') for (;;);
new Worker(import.meta.url, { type: 'module' });
console.log('made');
