// Ports: queued until started, transferred buffers, errors of cloning, closing.
const { port1, port2 } = new MessageChannel();
const buffer = new ArrayBuffer(8);
port1.postMessage({ buffer }, [buffer]);
console.log('detached, length', buffer.byteLength);
try {
  port1.postMessage(() => {});
} catch (e) {
  console.log((e as DOMException).name);
}
await new Promise<void>((resolve) => {
  port2.onmessage = ({ data, target }) => {
    console.log('received', data.buffer.byteLength, target === port2);
    resolve();
  };
});
const answers = new Promise<void>((resolve) => {
  port1.onmessage = ({ data }) => {
    console.log('answer', data);
    if (data === 3) resolve();
  };
});
port2.onmessage = ({ data }) => port2.postMessage(data + 1);
for (const n of [0, 1, 2]) port1.postMessage(n);
await answers;
port1.close();
port1.postMessage('into the void');
console.log('closed');
