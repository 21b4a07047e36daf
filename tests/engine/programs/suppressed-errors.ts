// Body and clean-up both fail.
const failing = (name: string) => ({
  async [Symbol.asyncDispose]() {
    throw new Error(name);
  },
});
try {
  await using _a = failing('A');
  await using _b = failing('B');
  throw new Error('body');
} catch (e) {
  for (let x = e as SuppressedError | undefined; x; x = x.suppressed as SuppressedError | undefined) {
    console.log(x.name, x.error ? (x.error as Error).message : x.message);
  }
}
