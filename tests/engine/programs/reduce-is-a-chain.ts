// Each step awaits the one before.
const total = await [1, 2, 3].reduce(async (sum, n) => {
  const before = await sum;
  console.log('adding', n, 'to', before);
  return before + n;
}, Promise.resolve(0));
console.log(total);
