// A worker posts buffers of 100 MB to its parent, each copied.
// ends: any

if (typeof postMessage === 'function') {
  const bytes = new ArrayBuffer(100 << 20);
  new Uint8Array(bytes).fill(1);
  for (let i = 0; i < 20; i++) self.postMessage(bytes);
} else {
  let count = 0;
  const worker = new Worker(import.meta.url, { type: 'module' });
  worker.onmessage = ({ data }) => console.log('got', ++count, data.byteLength);
}
