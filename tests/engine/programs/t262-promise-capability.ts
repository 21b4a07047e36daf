// Constructors that are not Promise: executors called once, twice, never, and by hand-made classes.
type Executor = (ok: (v: unknown) => void, no: (e: unknown) => void) => void;
const attempt = (name: string, make: () => unknown) => {
  try {
    const made = make();
    console.log(name, typeof made);
  } catch (e) {
    console.log(name, (e as Error).name);
  }
};
function Never(this: unknown, _: Executor) {}
function Twice(this: unknown, executor: Executor) {
  executor(() => {}, () => {});
  executor(() => {}, () => {});
}
function Fine(this: { settled?: unknown }, executor: Executor) {
  executor((v) => console.log('fine resolved with', v), (e) => console.log('fine rejected with', e));
}
for (const [name, C] of Object.entries({ Never, Twice, Fine })) {
  attempt(`${name} resolve`, () => Promise.resolve.call(C as never, 1));
  attempt(`${name} reject`, () => Promise.reject.call(C as never, 2));
  attempt(`${name} withResolvers`, () => Promise.withResolvers.call(C as never));
}
attempt('then with a foreign constructor', () => {
  const p = Promise.resolve(3);
  p.constructor = { [Symbol.species]: Fine } as never;
  return p.then((v) => v + 1);
});
attempt('then with a broken species', () => {
  const p = Promise.resolve(3);
  p.constructor = 1 as never;
  return p.then();
});
attempt('then on a non-promise', () => Promise.prototype.then.call({}, () => {}));
attempt('catch calls then', () => Promise.prototype.catch.call({ then: (a: unknown, b: unknown) => console.log('then got', typeof a, typeof b) } as never, () => {}));
attempt('finally calls then', () => Promise.prototype.finally.call({ constructor: Promise, then: (a: unknown, b: unknown) => console.log('then got', typeof a, typeof b) } as never, () => {}));
attempt('finally with no function', () => Promise.prototype.finally.call({ constructor: Promise, then: (a: unknown, b: unknown) => console.log('then got', a, b) } as never, 1 as never));
await null;
await null;
