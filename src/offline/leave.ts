/** The worker of a site that is no longer read offline, and of the development server: it takes the one before it away. */
import { cacheName } from './store.ts';
import type { WorkerScope } from './worker-scope.ts';

const worker = self as unknown as WorkerScope;
const scope = new URL('./', worker.location.href).href;

worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) => {
  event.waitUntil(
    (async () => {
      await worker.caches.delete(cacheName(scope));
      await worker.registration.unregister();
      for (const page of await worker.clients.matchAll({ type: 'window' })) await page.navigate?.(page.url);
    })(),
  );
});
