// Fetches the site itself, its data and its worker.
// never: /WENT/

for (const u of ['SITE', 'SITEoffline.json', '/offline.json', 'data:text/plain,WENT', URL.createObjectURL(new Blob(['WENT']))]) try { const r = await fetch(u); console.log((await r.text()).slice(0, 9), r.status, 'WENT'); } catch (e) { console.log(e.name); }
