// A consumer waits for a producer.
const items: number[] = [];
let wake = () => {};
const put = (n: number) => {
  items.push(n);
  wake();
};
const take = async () => {
  while (items.length === 0) await new Promise<void>((r) => { wake = r; });
  return items.shift()!;
};
const consumer = (async () => {
  for (let i = 0; i < 3; i++) console.log('took', await take());
})();
for (const n of [1, 2, 3]) {
  await new Promise((r) => setTimeout(r, 8));
  console.log('put', n);
  put(n);
}
await consumer;
