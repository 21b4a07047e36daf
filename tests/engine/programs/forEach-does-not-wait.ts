// forEach ignores what its callback returns.
[1, 2].forEach(async (n) => {
  await null;
  console.log('item', n);
});
console.log('done too soon');
