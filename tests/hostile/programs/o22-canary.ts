// Prints what it can read of the reader’s storage, cookies and address.
// never: /secret/

const out = [];
for (const f of [() => localStorage.canary, () => document.cookie, () => parent.localStorage.canary, () => location.href, () => self.origin, () => navigator.userAgent, () => performance.getEntries?.().map((e) => e.name).join(), () => document.referrer]) try { out.push(String(f())); } catch (e) { out.push(e.name); }
console.log(out.join(' | '));
console.log(typeof navigator);
