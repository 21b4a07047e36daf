// Camera, place, clipboard.
// never: /GRANTED/

const out = [];
for (const f of [() => navigator.clipboard.readText(), () => navigator.mediaDevices.getUserMedia({ video: true }), () => new Promise((r, j) => navigator.geolocation.getCurrentPosition(r, j))]) try { await Promise.race([f(), new Promise((_, j) => setTimeout(() => j(new Error('silence')), 300))]); out.push('GRANTED'); } catch (e) { out.push(e.name ?? 'refused'); }
return out.join();
