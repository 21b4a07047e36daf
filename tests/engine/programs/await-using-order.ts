// Disposal in reverse, one after another, awaited.
const open = (name: string) => ({
  async [Symbol.asyncDispose]() {
    console.log('start', name);
    await null;
    console.log('end', name);
  },
});
{
  await using a = open('A');
  await using b = open('B');
  console.log('body', typeof a, typeof b);
}
console.log('after');
