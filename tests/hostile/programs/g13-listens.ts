// Listens for the runtime’s messages.
// prints: undefined
// ends: quiet

addEventListener('message', (e) => { globalThis.port = e.ports?.[0] ?? e.data; });
self.onmessage = (e) => { globalThis.port = e.ports?.[0] ?? e.data; };
await new Promise((r) => setTimeout(r, 50));
console.log(typeof globalThis.port);
