// Errors without end in timers.
// ends: limit:lines | limit:time | limit:output | limit:blocked | error | uncaught
// most: 2000

setInterval(() => { throw new Error('x'); }, 0);
await new Promise(() => {});
