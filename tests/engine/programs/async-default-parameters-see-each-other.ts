// Parameter scope and body scope stay apart.
async function f(a = 1, b = () => a) {
  await null;
  var a = 2; // eslint-disable-line no-var
  return [a, b()];
}
console.log(await f());
