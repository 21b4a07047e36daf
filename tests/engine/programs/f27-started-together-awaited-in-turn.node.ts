// F27: b rejects while only a is awaited, so the try around both does not help.
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const fails = async () => {
  await sleep(10);
  throw new Error('b failed');
};
try {
  const a = sleep(30);
  const b = fails();
  await a;
  await b;
} catch {
  console.log('caught');
}
