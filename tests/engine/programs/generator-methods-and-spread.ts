// Generators as methods, with `this`, in spread and destructuring.
class Tree {
  constructor(
    public_: number,
    kids: Tree[] = [],
  ) {
    this.value = public_;
    this.kids = kids;
  }
  value: number;
  kids: Tree[];
  *[Symbol.iterator](): Generator<number> {
    yield this.value;
    for (const kid of this.kids) yield* kid;
  }
}
const [first, ...rest] = new Tree(1, [new Tree(2, [new Tree(3)]), new Tree(4)]);
console.log(first, rest, Math.max(...new Tree(7, [new Tree(9)])));
