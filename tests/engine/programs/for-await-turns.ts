// How many turns each kind of iterable takes for three values.
let turn = 0;
const counting = (async () => {
  for (; turn < 80; turn++) await null;
})();
const measure = async (name: string, make: () => AsyncIterable<unknown> | Iterable<unknown>) => {
  const from = turn;
  const at: number[] = [];
  for await (const _ of make()) at.push(turn - from);
  console.log(name, at.join(), 'over', turn - from);
};
async function* generator() {
  yield 1;
  yield 2;
  yield 3;
}
await measure('array', () => [1, 2, 3]);
await measure('promises', () => [1, 2, 3].map((n) => Promise.resolve(n)));
await measure('generator', generator);
await measure('delegated', async function* () {
  yield* generator();
});
await measure('hand-made', () => {
  let n = 0;
  return { [Symbol.asyncIterator]: () => ({ next: async () => ({ done: n === 3, value: n++ }) }) };
});
await measure('nothing', () => []);
await counting;
