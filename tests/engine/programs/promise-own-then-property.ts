// A then of the promise's own is not used by await of a native promise... unless it resolves one.
const p = Promise.resolve('native');
Object.defineProperty(p, 'then', {
  value(ok: (v: string) => void) {
    console.log('own then');
    ok('own');
  },
});
console.log(await p);
console.log(await new Promise((r) => r(p)));
