// Imports modules from data: and blob: addresses.
// prints: 0

let n = 0;
for (const u of ['data:text/javascript,export default 1', URL.createObjectURL(new Blob(['export default 1'], { type: 'text/javascript' }))]) try { await import(u); n++; } catch {}
console.log(n);
