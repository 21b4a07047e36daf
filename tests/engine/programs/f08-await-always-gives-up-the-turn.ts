// F8: await of a plain value still suspends.
async function a() {
  console.log('a1');
  await 42;
  console.log('a2');
}
async function b() {
  console.log('b1');
  await undefined;
  console.log('b2');
}
a();
b();
console.log('sync end');
