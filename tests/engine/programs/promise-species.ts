// Symbol.species decides what then makes.
class Plain<T> extends Promise<T> {
  static override get [Symbol.species]() {
    return Promise;
  }
}
const p = new Plain<number>((r) => r(1));
console.log(p.then(() => {}) instanceof Plain, p.then(() => {}) instanceof Promise);
