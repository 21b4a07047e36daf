import './worlds/worker.ts';

const names = ['A', 'B'];
const workers = names.map(
  (name) => new Worker(new URL('./counter.ts', import.meta.url), { type: 'module', name }),
);
let ready = 0;
let done = 0;
for (const worker of workers) {
  worker.onmessage = ({ data }) => {
    if (data === 'ready' && ++ready === names.length) for (const each of workers) each.postMessage('go');
    if (data === 'done') {
      worker.terminate();
      if (++done === names.length) console.log('both are done');
    }
  };
}
