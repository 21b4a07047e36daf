// The site’s storage, cookies and document.
// never: /REACHED/

const out = [];
for (const f of [() => parent.document.body.innerHTML, () => document.cookie, () => localStorage.canary, () => parent.localStorage.canary, () => top.document.title]) try { out.push(`REACHED ${f()}`); } catch (e) { out.push(e.name); }
return out.join();
