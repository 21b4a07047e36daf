// Imports with attributes of every kind, and with getters in their place.
// includes: tried
// ends: any
// most: 20

const withs: unknown[] = [{ type: 'json' }, { type: 'css' }, { type: 'text' }, { get type() { return 'json'; } }, new Proxy({}, { ownKeys: () => ['type'], get: () => 'json', getOwnPropertyDescriptor: () => ({ value: 'json', enumerable: true, configurable: true }) })];
for (const address of ['http://evil.test/a.json', 'http://evil.test/a.css', 'data:application/json,{}', 'blob:null/x', 'node:fs', 'file:///etc/passwd'])
  for (const one of withs)
    try {
      const got = await import(address, { with: one } as never);
      console.log('WENT', address, Object.keys(got));
    } catch {}
console.log('tried');
