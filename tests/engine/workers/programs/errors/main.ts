import './worlds/worker.ts';

const worker = new Worker(new URL('./faulty.ts', import.meta.url), { type: 'module' });
worker.onerror = (event) => {
  event.preventDefault();
  console.log('told:', event.message, event.error);
  worker.postMessage('still there?');
};
worker.onmessage = ({ data }) => {
  console.log(data);
  worker.terminate();
};
worker.postMessage('fail');
