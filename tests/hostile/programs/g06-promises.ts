// Replaces what promises are made of.
// includes: plain

console.log('plain');
const t = Promise.prototype.then;
Promise.prototype.then = function () { return t.call(this, () => {}, () => {}); };
Object.defineProperty(Promise.prototype, 'constructor', { get() { return function (e) { e(() => {}, () => {}); }; } });
await 0;
