// Fetches its own blob and its own script.

for (const u of [URL.createObjectURL(new Blob(['a'])), self.location.href]) { const r = await fetch(u); lab.print(`WENT ${(await r.text()).length}`); }
