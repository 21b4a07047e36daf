// Looks for the same along the prototype chain.
// prints: found

const names = new Set();
for (let o = globalThis; o; o = Object.getPrototypeOf(o)) for (const k of Reflect.ownKeys(o)) names.add(k);
console.log(['found', ...['postMessage', 'importScripts', 'close', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'SharedWorker', 'indexedDB', 'caches', 'location', 'FontFace', 'fonts', 'Notification', 'cookieStore', 'WebAssembly'].filter((k) => names.has(k) && globalThis[k] !== undefined)].join(' '));
