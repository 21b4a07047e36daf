// Looks for the site and the ways out among the globals.
// prints: found

console.log(['found', ...['localStorage', 'sessionStorage', 'indexedDB', 'caches', 'cookieStore', 'document', 'window', 'parent', 'top', 'opener', 'location', 'XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'importScripts', 'SharedWorker', 'postMessage', 'close', 'WebAssembly', 'RTCPeerConnection', 'OffscreenCanvas', 'FontFace', 'Notification', 'SharedArrayBuffer'].filter((k) => typeof globalThis[k] !== 'undefined')].join(' '));
