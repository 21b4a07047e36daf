// F27: a page fires unhandledrejection, and rejectionhandled when the await comes.
const sleep = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
addEventListener('unhandledrejection', (event) => {
  event.preventDefault();
  console.log('unhandled:', event.reason.message);
});
addEventListener('rejectionhandled', (event) => console.log('handled after all:', event.reason.message));
const fails = async () => {
  await sleep(20);
  throw new Error('b failed');
};
try {
  const a = sleep(60);
  const b = fails();
  await a;
  await b;
} catch (e) {
  console.log('caught', (e as Error).message);
}
await sleep(20);
