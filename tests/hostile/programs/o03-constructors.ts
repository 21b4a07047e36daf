// Walks from constructors to what was removed.
// never: /function/

const out = [];
for (const C of [globalThis.constructor, Object.getPrototypeOf(globalThis)?.constructor, EventTarget]) try { out.push(typeof C.prototype.fetch, typeof C.prototype.postMessage, typeof C.prototype.importScripts); } catch (e) { out.push(e.name); }
console.log(out.join());
