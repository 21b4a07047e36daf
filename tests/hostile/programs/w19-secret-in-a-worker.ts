// In a worker: looks for the secret and the port in everything it can reach.
// prints: found 0
// ends: quiet

if (typeof postMessage === 'function') {
  let found = 0;
  const seen = new Set();
  const look = (o, depth) => {
    if (depth > 5 || seen.has(o) || (typeof o !== 'object' && typeof o !== 'function') || o === null) return;
    seen.add(o);
    for (const k of Reflect.ownKeys(o)) {
      let d;
      try { d = Reflect.getOwnPropertyDescriptor(o, k); } catch { continue; }
      if (!d) continue;
      if (typeof d.value === 'string' && /^[0-9a-f]{32}$|^\d+:\d+$/.test(d.value)) found++;
      if (d.value instanceof MessagePort) found++;
      look(d.value, depth + 1);
    }
    look(Object.getPrototypeOf(o), depth + 1);
  };
  look(globalThis, 0);
  const { port1 } = new MessageChannel();
  self.onmessage = (event) => {
    for (const e = event; ; ) {
      look(e, 0);
      look(e.data, 0);
      look(e.target, 0);
      break;
    }
    console.log('found', found);
  };
  self.postMessage('ready');
} else {
  const worker = new Worker(import.meta.url, { type: 'module' });
  worker.onmessage = () => worker.postMessage({});
}
