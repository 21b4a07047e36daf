// Bodies without braces, empty bodies.
async function* two() {
  yield 1;
  yield 2;
}
let sum = 0;
for await (const n of two()) sum += n;
for await (const _ of two());
for await (const n of two())
  if (n === 1) console.log('one');
  else console.log('two');
console.log(sum);
