// F56: the race neither stops the work nor clears the timer.
const sleep = (ms: number) => new Promise<void>((r) => setTimeout(r, ms));
const work = async () => {
  for (let step = 1; step <= 3; step++) {
    await sleep(40);
    console.log('step', step);
  }
  return 'result';
};
const timeout = sleep(60).then(() => {
  throw new Error('timeout');
});
await Promise.race([work(), timeout]).catch((e: Error) => console.log(e.message));
