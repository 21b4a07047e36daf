import './worlds/worker.ts';

const worker = new Worker(new URL('./faulty.ts', import.meta.url), { type: 'module' });
worker.onerror = () => {
  console.log('told, and did nothing about it');
  setTimeout(() => worker.terminate(), 20);
};
