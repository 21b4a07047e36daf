// The documents around it.
// never: /REACHED/

for (const f of [() => document.cookie, () => parent.location.href, () => top.document.title, () => opener.name]) try { lab.print(`REACHED ${f()}`); } catch (e) { lab.print(e.name); }
