// Resolving functions: anonymous, of length 1, only the first call counts, thenables are adopted in a job.
let ok: (v: unknown) => void = () => {};
let no: (e: unknown) => void = () => {};
const p = new Promise((a, b) => {
  ok = a;
  no = b;
});
console.log(ok.name === '', ok.length, no.length, 'prototype' in ok, Object.isExtensible(ok));
const order: string[] = [];
ok({
  get then() {
    order.push('get then');
    return (done: (v: string) => void) => {
      order.push('call then');
      done('thenable');
    };
  },
});
order.push('resolved');
ok('second');
no('third');
console.log(await p, order.join(', '));
const self: { p?: Promise<unknown> } = {};
self.p = Promise.resolve().then(() => self.p);
await self.p.catch((e: Error) => console.log('itself:', e.name));
const poisoned = Object.defineProperty({}, 'then', { get() { throw new Error('poisoned'); } });
await new Promise((r) => r(poisoned)).catch((e: Error) => console.log(e.message));
await Promise.resolve().then(() => poisoned).catch((e: Error) => console.log(e.message));
console.log(Promise.name, Promise.length, Promise.prototype.then.length, Promise.all.length, Promise.prototype.finally.name);
