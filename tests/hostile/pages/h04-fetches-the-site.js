// Reads the site from elsewhere.
// prints: silence

for (const u of ['SITE', 'SITEoffline.json', 'SITEruntime/index.html']) try { await (await fetch(u, { credentials: 'include' })).text(); return 'REACHED'; } catch {}
return 'silence';
