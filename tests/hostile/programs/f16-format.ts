// Prints with a million format directives.
// ends: any
// most: 2000

console.log('%o'.repeat(1e6), {}, [], globalThis);
console.log('%s'.repeat(1e5), ...new Array(1e5).fill({}));
