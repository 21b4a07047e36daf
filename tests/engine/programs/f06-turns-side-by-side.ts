// F6: all the ways to hand on a value, racing each other.
const p = Promise.resolve();
const ways: Record<string, () => Promise<unknown>> = {
  'return p': async () => p,
  'return await p': async () => await p,
  'then(() => p)': () => Promise.resolve().then(() => p),
  'finally': () => p.finally(() => {}),
  'async value': async () => 1,
  'catch': () => p.catch(() => {}),
  'Promise.resolve(p)': () => Promise.resolve(p),
  'new Promise(r => r(p))': () => new Promise((r) => r(p)),
};
for (const [name, way] of Object.entries(ways)) way().then(() => console.log(name));
