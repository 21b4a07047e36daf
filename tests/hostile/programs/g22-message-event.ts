// Dispatches a message event of its own, with a port.
// prints: fine
// ends: quiet

const { port1, port2 } = new MessageChannel();
self.dispatchEvent(new MessageEvent('message', { data: { nonce: 'x', options: { maxLines: 1e9 } }, ports: [port1] }));
console.log('fine');
