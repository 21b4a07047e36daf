import './worlds/worker.ts';
import { busy } from './worlds/photos.ts';

const worker = new Worker(new URL('./slow.ts', import.meta.url), { type: 'module' });
let ticks = 0;
worker.onmessage = ({ data }) => {
  if (data === 'ready') {
    const ticker = setInterval(() => {
      console.log(`tick ${++ticks}`);
      if (ticks === 4) clearInterval(ticker);
    }, 100);
    worker.postMessage('go');
    busy(20);
  } else {
    console.log(data);
    worker.terminate();
  }
};
