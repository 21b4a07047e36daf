// Each iteration disposes its own resource.
const open = (n: number) => ({ n, [Symbol.dispose]: () => console.log('dispose', n) });
for (const n of [1, 2]) {
  using r = open(n);
  await null;
  console.log('body', r.n);
  if (n === 1) continue;
}
