// A promise is an empty object to JSON.
const value = { p: Promise.resolve(1), f: async () => {} };
console.log(JSON.stringify(value), JSON.stringify(await Promise.all([value.p])));
