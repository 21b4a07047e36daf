// `x += await y` reads x first.
let total = 0;
const get = async (v: number) => v;
await Promise.all([
  (async () => {
    total += await get(1);
  })(),
  (async () => {
    total += await get(2);
  })(),
]);
console.log(total);
