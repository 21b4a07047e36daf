// Sends ports, buffers and streams along.
// ends: quiet | limit:blocked

const { port1 } = new MessageChannel();
lab.port.postMessage({ nonce: lab.nonce, message: { type: 'output', lines: [{ at: 0, level: 'log', text: 'with port' }], dropped: 0 } }, [port1, new ArrayBuffer(1e7)]);
