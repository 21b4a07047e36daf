// Looks for another realm with untouched originals.
// never: /REALM/

for (const make of [() => new ShadowRealm().evaluate('globalThis'), () => document.createElement('iframe'), () => new (globalThis.Iframe)()]) try { make(); console.log('REALM'); } catch (e) { console.log(e.name); }
