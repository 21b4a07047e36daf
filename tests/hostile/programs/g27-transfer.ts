// Transfers what the runtime posts: takes its buffers away.
// includes: plain

const made = [];
const Native = Float64Array;
globalThis.Float64Array = class extends Native { constructor(...a) { super(...a); made.push(this); } };
async function f() { await 0; }
for (let i = 0; i < 50; i++) await f();
for (const a of made) try { structuredClone(a, { transfer: [a.buffer] }); } catch {}
console.log('plain');
