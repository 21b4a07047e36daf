// Duplicate function declarations are legal at the top of a function body; the last one wins.
async function f() {
  await null;
  return g();
  // @ts-ignore duplicates are what this program is about
  function g() { return 'first'; }
  // @ts-ignore
  function g() { return 'second'; }
}
console.log(await f());
