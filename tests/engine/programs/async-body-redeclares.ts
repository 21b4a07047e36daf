// Function declarations and vars at the top of a body keep their rules.
async function f(x: unknown) {
  const before = typeof x;
  await null;
  function x() {}
  var y = 1;
  function y2() { return y; }
  function y2b() { return y2(); }
  return [before, typeof x, y2b()];
}
console.log(await f(1));
