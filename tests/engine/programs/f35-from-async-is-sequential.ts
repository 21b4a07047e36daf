// F35: Array.fromAsync awaits one item after another; Promise.all lets them overlap.
const step = async (n: number) => {
  console.log('start', n);
  await null;
  console.log('end', n);
  return n;
};
function* lazily() {
  for (const n of [1, 2, 3]) yield step(n);
}
console.log(await Array.fromAsync(lazily()));
console.log(await Promise.all(lazily()));
