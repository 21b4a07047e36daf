import './worlds/worker.ts';

const worker = new Worker(new URL('./owner.ts', import.meta.url), { type: 'module' });
const bytes = new Uint8Array([1, 2, 3]);
const { port1, port2 } = new MessageChannel();

try {
  worker.postMessage(() => 'a function');
} catch (error) {
  console.log((error as Error).name);
}

port2.onmessage = ({ data }) => {
  console.log('through the port:', data);
  if (data !== 'second') return;
  port2.close();
  worker.terminate();
};
port2.postMessage('first');
worker.postMessage({ bytes, port: port1 }, [bytes.buffer, port1]);
port2.postMessage('second');
console.log('bytes left here:', bytes.length);
