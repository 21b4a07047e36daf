// Resources in the heads of loops.
const open = (name: string) => ({
  name,
  async [Symbol.asyncDispose]() {
    await null;
    console.log('closed', name);
  },
});
for (await using r of [open('a'), open('b')]) console.log('body', r.name);
async function* sources() {
  yield open('c');
  yield open('d');
}
for await (await using r of sources()) {
  console.log('body', r.name);
  if (r.name === 'c') continue;
}
for (using r of [{ [Symbol.dispose]: () => console.log('disposed') }]) void r;
