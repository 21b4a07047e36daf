// Timers resolve promises; awaiting code runs before the next timer.
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
const a = async () => {
  for (const n of [1, 2]) {
    await sleep(40);
    console.log('a', n);
  }
};
const b = async () => {
  await sleep(60);
  console.log('b');
};
await Promise.all([a(), b()]);
