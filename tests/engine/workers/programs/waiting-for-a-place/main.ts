import './worlds/worker.ts';

// Twelve at once, more than run side by side in a page; each is there for 20 ms.
let over = 0;
for (let n = 1; n <= 12; n++) {
  const worker = new Worker(new URL('./guest.ts', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => {
    if (++over === 12) console.log(`all were there, ${data}`);
  };
  worker.postMessage({ heard: 'and each heard what it was told' });
}
console.log('all are made');
