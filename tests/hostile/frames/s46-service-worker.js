// A service worker, and the site’s.
// never: /REGISTERED/

await navigator.serviceWorker.register('SITEservice-worker.js');
return 'REGISTERED';
