// A background fetch.

const r = await navigator.serviceWorker.ready;
await r.backgroundFetch.fetch('a', ['http://evil.test/x']);
return 'WENT';
