// Sleeps in Atomics.wait: no shared memory to sleep on.
// includes: /Error/

const m = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
Atomics.wait(new Int32Array(m.buffer), 0, 0);
