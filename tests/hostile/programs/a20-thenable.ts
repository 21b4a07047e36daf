// Awaits a thenable that calls back with itself.
// ends: limit:blocked

const t = { then(f) { f(t); } };
await t;
