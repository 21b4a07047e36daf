// A worker posts a thousand ports with each message.
// ends: limit:messages | limit:blocked | limit:time

if (typeof postMessage === 'function')
  for (;;) {
    const ports = Array.from({ length: 1_000 }, () => new MessageChannel().port1);
    self.postMessage(null, ports);
  }
else new Worker(import.meta.url, { type: 'module' }).onmessage = () => {};
