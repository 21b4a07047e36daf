// A worker posts objects of many small ones to its parent.
// ends: any

if (typeof postMessage === 'function') {
  const wide = Array.from({ length: 500_000 }, (_, i) => ({ i, text: 'x' + i }));
  for (let i = 0; i < 10; i++) self.postMessage(wide);
} else new Worker(import.meta.url, { type: 'module' }).onmessage = ({ data }) => console.log('got', data.length);
