// What survives a copy.
const original = { date: new Date(0), map: new Map([[1, { a: 1 }]]), set: new Set([1]), nested: [undefined, null, 1n] };
const copy = structuredClone(original);
console.log(copy.date.getTime(), copy.map.get(1)?.a, copy.set.has(1), copy.nested.length, copy.map !== original.map);
try {
  structuredClone(() => {});
} catch (e) {
  console.log((e as DOMException).name);
}
