// In a worker: events as the sandbox sends them, with a port and a secret of the program's own.
// prints: answers 0
// ends: quiet

if (typeof postMessage === 'function') {
  let answers = 0;
  for (let i = 0; i < 3; i++) {
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = () => answers++;
    const options = { clock: 'real', speed: 1, seed: 1, flavour: 'browser', limit: 1e9 };
    const own = { thread: 1, entry: 'main.ts', name: '', label: '', at: 0, until: 1e9, epoch: 0, end: '0:9', peer: '0:8' };
    self.dispatchEvent(new MessageEvent('message', { data: { nonce: 'mine', options, own }, ports: [port1] }));
    port2.postMessage({ type: 'stop', reason: 'stopped', value: 0 });
  }
  setTimeout(() => console.log('answers', answers), 10);
} else new Worker(import.meta.url, { type: 'module' });
