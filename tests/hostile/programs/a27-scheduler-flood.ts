// Posts tasks to the scheduler without end.
// ends: limit:blocked | limit:time | limit:timers | uncaught | error | quiet

const f = () => { for (let i = 0; i < 100; i++) globalThis.scheduler?.postTask(f).catch(() => {}); };
f();
await new Promise(() => {});
