// Messages, microtasks and async code between two ends.
const { port1, port2 } = new MessageChannel();
const receive = (port: MessagePort) => new Promise<number>((resolve) => {
  port.onmessage = ({ data }) => resolve(data);
});
const player = async (name: string, port: MessagePort) => {
  for (let n = await receive(port); n < 5; n = await receive(port)) {
    console.log(name, n);
    port.postMessage(n + 1);
    if (n >= 3) return;
  }
};
const both = [player('ping', port1), player('pong', port2)];
port1.postMessage(0);
await Promise.all(both);
port1.close();
