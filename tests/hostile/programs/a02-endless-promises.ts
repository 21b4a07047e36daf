// A chain of promises without end: microtasks never let a task begin.
// ends: limit:blocked

const f = () => Promise.resolve().then(f);
f();
await new Promise(() => {});
