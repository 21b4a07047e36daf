// Prints an object whose getter throws.
// ends: quiet
// most: 5
// includes: /y: 2/

console.log({ get x() { throw 1; }, y: 2 });
