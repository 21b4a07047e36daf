// The site’s databases.
// never: /OPEN/

return new Promise((r, j) => { const q = indexedDB.open('x'); q.onsuccess = () => r('OPEN'); q.onerror = () => j(q.error); });
