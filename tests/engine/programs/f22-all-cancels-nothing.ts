// F22: one failure rejects `all`, and the others work on.
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const slow = async () => {
  await sleep(40);
  console.log('slow one finished');
};
const failing = async () => {
  await sleep(10);
  throw new Error('down');
};
await Promise.all([slow(), failing()]).catch((e: Error) => console.log('all rejected:', e.message));
await sleep(60);
