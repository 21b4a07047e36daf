// The site’s storage, cookies and document.
// never: /REACHED/
// webkit: /^SecurityError,REACHED ,SecurityError,SecurityError,SecurityError$/ it answers with no cookie at all in place of an error

const out = [];
for (const f of [() => parent.document.body.innerHTML, () => document.cookie, () => localStorage.canary, () => parent.localStorage.canary, () => top.document.title]) try { out.push(`REACHED ${f()}`); } catch (e) { out.push(e.name); }
return out.join();
