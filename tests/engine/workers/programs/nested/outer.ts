import './worlds/worker.ts';

const inner = new Worker(new URL('./inner.ts', import.meta.url), { type: 'module', name: 'inner' });
inner.onmessage = ({ data }) => self.postMessage(`${data}, then ${self.name}`);
