// A worker from an address.

const w = new Worker('http://evil.test/x.js');
await new Promise((r) => (w.onerror = r));
