// A worker posts half a gigabyte of text and numbers, in messages of every shape that is costly to copy.
// ends: any

if (typeof postMessage === 'function') {
  const text = 'x'.repeat(1 << 26);
  const map = new Map(Array.from({ length: 300_000 }, (_, i) => [i, { i }]));
  const nested = Array.from({ length: 400 }, () => Array.from({ length: 1_000 }, (_, i) => ({ i })));
  const numbers = new Float64Array(1 << 24);
  for (const costly of [text, map, nested, numbers, 1n << 4_000_000n, new Error(text), new Blob([text])])
    try {
      self.postMessage(costly);
    } catch (error) {
      console.log(error.name);
    }
} else new Worker(import.meta.url, { type: 'module' }).onmessage = ({ data }) => console.log('got', typeof data);
