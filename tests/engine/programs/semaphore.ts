// Two at a time, in order.
let free = 2;
const waiting: (() => void)[] = [];
const acquire = async () => {
  if (free > 0) free--;
  else await new Promise<void>((r) => waiting.push(r));
};
const release = () => {
  const next = waiting.shift();
  if (next) next();
  else free++;
};
const job = async (name: string, ms: number) => {
  await acquire();
  console.log('start', name);
  await new Promise((r) => setTimeout(r, ms));
  console.log('end', name);
  release();
};
await Promise.all([job('a', 150), job('b', 30), job('c', 40), job('d', 120)]);
