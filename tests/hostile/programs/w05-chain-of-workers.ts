// Each worker makes the next.
// ends: limit:workers | limit:time | limit:blocked
// prints: nothing

new Worker(import.meta.url, { type: 'module' });
