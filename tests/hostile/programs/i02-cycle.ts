// Prints a cycle.
// ends: quiet
// includes: /Circular/

const a = {};
a.a = a;
a.b = [a];
console.log(a);
