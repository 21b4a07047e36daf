// Setters on Object.prototype that catch what the runtime builds.
// prints: plain
// prints: undefined
// ends: quiet

for (const k of ['nonce', 'message', 'type', 'lines', 'text', 'at', 'end', 'reason', 'level', 'site', 'chunk', 'times'])
  Object.defineProperty(Object.prototype, k, { configurable: true, set() { globalThis.caught = this; }, get() { return 'FORGED'; } });
console.log('plain');
setTimeout(() => console.log(typeof globalThis.caught), 5);
