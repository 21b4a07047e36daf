// How values look: nested, long, cyclic, with getters, classes, errors' names, functions, promises.
class Point {
  x = 1;
  #hidden = 2;
  get length() {
    return this.#hidden;
  }
}
const cyclic: Record<string, unknown> = { name: 'cyclic' };
cyclic['self'] = cyclic;
console.log(new Point(), cyclic, [undefined, , null], { get a() { return 1; }, set b(_: number) {} });
console.log([1, [2, [3, [4, [5]]]]], { a: { b: { c: { d: 1 } } } });
console.log(Array.from({ length: 120 }, (_, i) => i));
console.log('quoted only inside', ['it\'s', "say \"hi\"", `both ' and "`], 'plain');
console.log(function named() {}, class A extends Point {}, () => {}, async () => {}, function* g() {}, Math.max);
console.log(new Date(0), /regex/gi, new Uint8Array([1, 2]), new ArrayBuffer(2), new WeakMap(), Symbol.iterator);
console.log(Object.create(null), Object.create({ inherited: 1 }), new (class extends Map {})(), [..."ab"].entries());
console.log(new Boolean(true), new String('boxed'), [1.5, -0, NaN, Infinity], { 'odd key': 1, [Symbol('k')]: 2 });
console.log('%s %s %s', { a: 1 }, [1, [2]], () => 1, 'rest', 1);
console.log('%c styled', 'color: red', '100%', '%x');
