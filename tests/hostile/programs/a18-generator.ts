// A generator that never ends, spread into an array.
// ends: limit:blocked | failed | error | uncaught

function* g() { for (;;) yield 1; }
console.log([...g()].length);
