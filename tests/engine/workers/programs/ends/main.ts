import './worlds/worker.ts';

const endless = new Worker(new URL('./endless.ts', import.meta.url), { type: 'module' });
endless.onmessage = () => {
  endless.terminate();
  console.log('terminated in the middle of a loop');
  const closing = new Worker(new URL('./closing.ts', import.meta.url), { type: 'module' });
  closing.onmessage = ({ data }) => console.log(data);
};
