// A class that is an async iterable.
class Countdown {
  from: number;
  constructor(from: number) {
    this.from = from;
  }
  async *[Symbol.asyncIterator]() {
    for (let n = this.from; n > 0; n--) {
      await new Promise((r) => setTimeout(r, 3));
      yield n;
    }
  }
}
const got: number[] = [];
for await (const n of new Countdown(3)) got.push(n);
console.log(got.join());
