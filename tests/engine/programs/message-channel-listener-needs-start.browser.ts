// With addEventListener the port has to be started.
const { port1, port2 } = new MessageChannel();
port2.addEventListener('message', (e) => {
  console.log('got', e.data);
  port2.close();
});
port1.postMessage('waiting in the port');
await new Promise((r) => setTimeout(r, 5));
console.log('starting');
port2.start();
