// Async functions have the prototype and the tag of their kind, and cannot be constructed.
async function f() {}
async function* g() {}
console.log(Object.prototype.toString.call(f), Object.prototype.toString.call(g), 'prototype' in f, 'prototype' in g);
try {
  // @ts-expect-error an async function is no constructor
  new f();
} catch (e) {
  console.log((e as Error).name);
}
