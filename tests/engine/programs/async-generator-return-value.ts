// The return value is awaited and comes with done.
async function* g() {
  yield 1;
  return Promise.resolve('end');
}
const it = g();
console.log(await it.next(), await it.next(), await it.next());
