// Throws null and undefined, and rejects with nothing.
// ends: error | uncaught
// includes: /null/
// includes: /undefined/

setTimeout(() => { throw null; });
setTimeout(() => { throw undefined; });
Promise.reject();
await new Promise((r) => setTimeout(r, 50));
