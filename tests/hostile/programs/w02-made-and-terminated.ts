// Makes ten thousand workers one after the other, each terminated at once.
// ends: limit:workers | limit:time | limit:blocked
// prints: nothing

if (typeof postMessage !== 'function')
  for (let i = 0; i < 10_000; i++) new Worker(import.meta.url, { type: 'module' }).terminate();
