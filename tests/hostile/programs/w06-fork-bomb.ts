// Each thread makes as many workers as it can, and again when one is over.
// ends: limit:workers | limit:time | limit:blocked
// prints: nothing

const fork = () => {
  for (let i = 0; i < 8; i++) {
    const worker = new Worker(import.meta.url, { type: 'module' });
    setTimeout(() => worker.terminate(), 1);
  }
  setTimeout(fork, 2);
};
fork();
