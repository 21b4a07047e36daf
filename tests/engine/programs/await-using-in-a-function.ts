// The disposal happens before the function's promise settles.
async function f() {
  await using _r = {
    async [Symbol.asyncDispose]() {
      await null;
      console.log('disposed');
    },
  };
  await null;
  console.log('returning');
  return 'value';
}
console.log(await f());
