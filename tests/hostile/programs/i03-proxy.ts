// Prints a proxy whose every trap throws.
// ends: quiet
// most: 3

console.log(new Proxy({}, { get() { throw 1; }, ownKeys() { throw 2; }, getOwnPropertyDescriptor() { throw 3; }, getPrototypeOf() { throw 4; }, has() { throw 5; } }));
