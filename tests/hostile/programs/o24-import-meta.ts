// Writes to import.meta, and asks it for more than its address.
// ends: any
// most: 10

const meta = import.meta as unknown as Record<string, unknown>;
for (const key of ['url', 'resolve', 'env', 'dirname', 'filename', 'main', 'glob', 'hot'])
  try {
    meta[key] = 'http://evil.test/meta.js';
  } catch {}
console.log(Reflect.ownKeys(meta).map((key) => typeof key === 'symbol' ? 'symbol' : key).join());
try { new Worker(import.meta.url); } catch (error) { console.log((error as Error).name); }
await import(import.meta.url).catch((error: Error) => console.log(error.name));
