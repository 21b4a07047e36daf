// F34: withResolvers hands out the functions.
const { promise, resolve, reject } = Promise.withResolvers<string>();
promise.then((v) => console.log('then', v));
console.log(typeof resolve, typeof reject);
resolve('value');
console.log('after resolve');
