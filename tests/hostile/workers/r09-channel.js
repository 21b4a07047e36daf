// Other pages of the site, by a channel they listen on.

const c = new BroadcastChannel('canary');
c.postMessage('pwned');
await new Promise((r) => setTimeout(r, 100));
