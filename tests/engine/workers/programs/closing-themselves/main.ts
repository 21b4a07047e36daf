import './worlds/worker.ts';

// A new worker as soon as one has said its last word: it may still be there.
function hire(n: number): void {
  const worker = new Worker(new URL('./once.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => {
    console.log(data);
    if (n < 20) hire(n + 1);
  };
  worker.postMessage(n);
}
hire(1);
