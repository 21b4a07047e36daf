// Freezes everything it finds.
// includes: plain

for (const k of Reflect.ownKeys(globalThis)) try { Object.freeze(globalThis[k]); Object.freeze(globalThis[k].prototype); } catch {}
Object.freeze(globalThis);
console.log('plain');
