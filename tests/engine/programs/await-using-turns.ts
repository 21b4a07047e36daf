// What disposing costs in turns: nothing to dispose of, a sync disposer, an async one, two of them.
let turn = 0;
const counting = (async () => {
  for (; turn < 30; turn++) await null;
})();
const measure = async (name: string, body: () => Promise<void>) => {
  const from = turn;
  await body();
  console.log(name, turn - from);
};
await measure('null', async () => {
  await using _ = null;
});
await measure('sync', async () => {
  await using _ = { [Symbol.dispose]() {} };
});
await measure('async', async () => {
  await using _ = { async [Symbol.asyncDispose]() {} };
});
await measure('two', async () => {
  await using _a = { async [Symbol.asyncDispose]() {} };
  await using _b = { async [Symbol.asyncDispose]() {} };
});
await measure('mixed', async () => {
  using _a = { [Symbol.dispose]() {} };
  await using _b = { [Symbol.dispose]() {} };
});
await counting;
