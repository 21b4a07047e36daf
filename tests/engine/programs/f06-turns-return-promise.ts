// F6: `return p` costs a thenable job on top.
async function direct() {
  return Promise.resolve('return p');
}
let turn = 0;
direct().then((v) => console.log(v, turn));
for (; turn < 8; turn++) await null;
