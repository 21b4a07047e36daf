// Calls other tabs.
// never: /HEARD/

const c = new BroadcastChannel('interleave');
c.onmessage = () => console.log('HEARD');
c.postMessage('pwned');
await new Promise((r) => setTimeout(r, 100));
