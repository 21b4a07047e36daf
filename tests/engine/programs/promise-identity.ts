// What resolves to itself, what makes a new one.
const p = Promise.resolve(1);
console.log(Promise.resolve(p) === p, p.then() === p, p.finally(() => {}) === p);
async function f() {
  return p;
}
console.log(f() === p, (await Promise.all([p]))[0] === 1, Promise.prototype.then === Object.getPrototypeOf(p).then);
