// F6: `.finally()` passes the value on three turns later.
let turn = 0;
Promise.resolve('finally')
  .finally(() => console.log('cleaning in turn', turn))
  .then((v) => console.log(v, turn));
for (; turn < 8; turn++) await null;
