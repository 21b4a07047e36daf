// Random numbers come from the seed.
console.log(Math.random(), Math.random());
console.log(crypto.randomUUID());
console.log(crypto.getRandomValues(new Uint8Array(4)).join());
console.log(Math.random());
