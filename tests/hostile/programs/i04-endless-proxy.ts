// Prints a proxy in a proxy in a proxy …
// ends: quiet
// most: 20

const h = { ownKeys: () => ['a'], getOwnPropertyDescriptor: () => ({ value: new Proxy({}, h), enumerable: true, configurable: true }) };
console.log(new Proxy({}, h));
