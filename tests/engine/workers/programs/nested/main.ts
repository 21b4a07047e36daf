import './worlds/worker.ts';

const outer = new Worker(new URL('./outer.ts', import.meta.url), { type: 'module', name: 'outer' });
outer.onmessage = ({ data }) => {
  console.log(data);
  outer.terminate();
};
