// F7: the body runs in the caller's turn up to its first await.
async function body() {
  console.log('in the body');
  await null;
  console.log('after the await');
}
console.log('before');
const promise = body();
console.log('returned', promise instanceof Promise);
await promise;
console.log('done');
