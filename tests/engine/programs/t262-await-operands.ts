// What await makes of odd operands: thenables whose then is no function, throws, or answers late; primitives with a then.
const log = (name: string) => (v: unknown) => console.log(name, v instanceof Error ? v.message : v);
const tell = async (name: string, make: () => unknown) => {
  try {
    log(name)(await make());
  } catch (e) {
    log(`${name} rejected`)(e);
  }
};
await tell('then is 1', () => ({ then: 1 }));
await tell('then is undefined', () => ({ then: undefined, v: 1 }));
await tell('then throws', () => ({ then() { throw new Error('at once'); } }));
await tell('then throws after resolving', () => ({ then(ok: (v: string) => void) { ok('kept'); throw new Error('lost'); } }));
await tell('then rejects', () => ({ then: (_: unknown, no: (e: string) => void) => no('no') }));
await tell('then resolves with a promise', () => ({ then: (ok: (v: unknown) => void) => ok(Promise.resolve('inner')) }));
await tell('then answers in a timer', () => ({ then: (ok: (v: unknown) => void) => setTimeout(ok, 1, 'late') }));
await tell('inherited then', () => Object.create({ then: (ok: (v: string) => void) => ok('inherited') }));
await tell('a function with then', () => Object.assign(() => {}, { then: (ok: (v: string) => void) => ok('function') }));
Object.defineProperty(Number.prototype, 'then', { configurable: true, value(ok: (v: string) => void) { ok('a number has none'); } });
await tell('primitive', () => 7);
delete (Number.prototype as { then?: unknown }).then;
await tell('nested parentheses', async () => (((await ((await (1 as number)) + 1)))));
await tell('rejected promise', () => Promise.reject(new Error('rejected')));
