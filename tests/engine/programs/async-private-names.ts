// Private fields, `#x in`, and private async generators.
class Counter {
  #count = 0;
  static is(value: object) {
    return #count in value;
  }
  async *#ticks() {
    while (this.#count < 3) {
      await null;
      yield ++this.#count;
    }
  }
  async sum() {
    let total = 0;
    for await (const n of this.#ticks()) total += n;
    return total;
  }
}
const counter = new Counter();
console.log(await counter.sum(), Counter.is(counter), Counter.is({}));
