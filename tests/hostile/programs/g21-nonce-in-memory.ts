// Looks for the secret in everything it can reach.
// prints: found 0
// ends: quiet

let found = 0;
const seen = new Set();
const look = (o, depth) => {
  if (depth > 4 || seen.has(o) || (typeof o !== 'object' && typeof o !== 'function') || o === null) return;
  seen.add(o);
  for (const k of Reflect.ownKeys(o)) {
    let d;
    try { d = Reflect.getOwnPropertyDescriptor(o, k); } catch { continue; }
    if (!d) continue;
    if (typeof d.value === 'string' && /^[0-9a-f]{32}$/.test(d.value)) found++;
    if (d.value instanceof MessagePort) found++;
    look(d.value, depth + 1);
  }
  look(Object.getPrototypeOf(o), depth + 1);
};
look(globalThis, 0);
console.log('found', found);
