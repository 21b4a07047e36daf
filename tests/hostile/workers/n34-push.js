// A push subscription.

await (await navigator.serviceWorker.ready).pushManager.subscribe();
return 'WENT';
