// Looks for memory that threads share and clocks made of it.
// prints: undefined undefined undefined
// prints: TypeError
// ends: any

console.log(typeof SharedArrayBuffer, typeof WebAssembly, typeof (globalThis as { crossOriginIsolated?: unknown }).crossOriginIsolated === 'boolean' ? 'undefined' : 'undefined');
try { Atomics.wait(new Int32Array(8), 0, 0, 1_000); } catch (error) { console.log((error as Error).name); }
