// A program may replace Promise.prototype.then; await of native promises does not notice.
const original = Promise.prototype.then;
let calls = 0;
// biome-ignore lint/suspicious/noThenProperty: the point of the program
Promise.prototype.then = function (this: Promise<unknown>, ...args: Parameters<typeof original>) {
  calls++;
  return original.apply(this, args);
} as typeof original;
await Promise.resolve();
console.log('after await', calls);
await Promise.resolve().then(() => {});
console.log('after then', calls);
Promise.resolve().catch(() => {});
console.log('after catch', calls);
Promise.prototype.then = original;
console.log(Promise.prototype.then === original);
