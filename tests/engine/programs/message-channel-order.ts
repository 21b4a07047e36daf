// Messages arrive as tasks, in order, copied.
const { port1, port2 } = new MessageChannel();
const received: unknown[] = [];
const done = new Promise<void>((resolve) => {
  port2.onmessage = (event) => {
    received.push(event.data);
    queueMicrotask(() => console.log('micro after', JSON.stringify(event.data)));
    if (received.length === 3) resolve();
  };
});
const object = { n: 1 };
port1.postMessage(object);
object.n = 2;
port1.postMessage(object);
port1.postMessage('three');
console.log('posted');
await done;
port1.close();
console.log(JSON.stringify(received));
