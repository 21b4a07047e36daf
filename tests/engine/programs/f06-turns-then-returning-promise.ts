// F6: `.then(() => p)` takes three turns.
let turn = 0;
Promise.resolve()
  .then(() => Promise.resolve('then(() => p)'))
  .then((v) => console.log(v, turn));
for (; turn < 8; turn++) await null;
