// Return, break and throw through blocks that dispose; the value is kept until the disposal is over.
const open = (name: string, fails = false) => ({
  async [Symbol.asyncDispose]() {
    await null;
    console.log('dispose', name);
    if (fails) throw new Error(`dispose ${name}`);
  },
});
const f = async (how: string) => {
  for (const n of [1, 2]) {
    await using _ = open(`${how}${n}`);
    if (how === 'return') return 'returned';
    if (how === 'break') break;
    if (how === 'throw') throw new Error('thrown');
    if (how === 'continue') continue;
  }
  return 'end';
};
for (const how of ['return', 'break', 'continue']) console.log(await f(how));
await f('throw').catch((e: Error) => console.log(e.message));
await (async () => {
  await using _ = open('failing', true);
  return 'lost';
})().catch((e: Error) => console.log(e.message));
const stack = new AsyncDisposableStack();
stack.use(open('used'));
stack.defer(() => console.log('deferred'));
stack.adopt('adopted', async (v) => console.log(v));
await stack.disposeAsync();
console.log(stack.disposed);
