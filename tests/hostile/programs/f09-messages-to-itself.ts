// Messages to itself that multiply.
// ends: limit:blocked | limit:time | limit:timers | uncaught

const c = new MessageChannel();
c.port1.onmessage = () => {
  for (let i = 0; i < 100; i++) c.port2.postMessage(0);
};
c.port2.postMessage(0);
await new Promise(() => {});
