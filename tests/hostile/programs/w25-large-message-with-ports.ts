// Large messages, which go another way than small ones, with buffers and ports in them: what arrives is what was sent, in order.
// prints: worker: small 1
// prints: worker: large 2000 8 bytes
// prints: worker: small 2
// prints: parent, by the port: large 60000
// prints: parent, by the port: small
// ends: quiet

if (typeof postMessage === 'function') {
  self.onmessage = ({ data, ports }) => {
    if (typeof data === 'string') return console.log('worker:', data);
    console.log('worker: large', data.list.length, data.bytes.byteLength, 'bytes');
    data.port.postMessage('x'.repeat(60_000));
    data.port.postMessage('small');
    if (ports[0] !== data.port) console.log('another port');
    return undefined;
  };
} else {
  const worker = new Worker(import.meta.url, { type: 'module' });
  const { port1, port2 } = new MessageChannel();
  const bytes = new ArrayBuffer(8);
  let heard = 0;
  port1.onmessage = ({ data }) => {
    console.log('parent, by the port:', data.length > 10 ? `large ${data.length}` : data);
    if (++heard === 2) worker.terminate();
  };
  worker.postMessage('small 1');
  worker.postMessage({ list: Array.from({ length: 2_000 }, (_, i) => ({ i })), bytes, port: port2 }, [bytes, port2]);
  worker.postMessage('small 2');
}
