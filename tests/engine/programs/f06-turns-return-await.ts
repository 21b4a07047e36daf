// F6: `return await p` costs one turn more than returning a value.
async function direct() {
  return await Promise.resolve('return await');
}
let turn = 0;
direct().then((v) => console.log(v, turn));
for (; turn < 8; turn++) await null;
