// Timers that set fifty timers each.
// ends: limit:timers | limit:time | limit:blocked | uncaught | error

const f = () => {
  for (let i = 0; i < 50; i++) setTimeout(f, 0);
};
f();
await new Promise(() => {});
