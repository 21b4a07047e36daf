// Replaces the prototype of the global object.
// includes: plain

try { Object.setPrototypeOf(globalThis, new Proxy({}, { get: () => 'FORGED', has: () => true })); } catch {}
console.log('plain');
