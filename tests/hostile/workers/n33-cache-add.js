// A cache that fetches.

const c = await caches.open('q');
await c.add('http://evil.test/x');
return 'WENT';
