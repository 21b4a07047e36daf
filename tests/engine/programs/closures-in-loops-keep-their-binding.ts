// Each iteration has its own binding, also when it is suspended.
const jobs: Promise<number>[] = [];
for (let i = 0; i < 3; i++) {
  jobs.push(
    (async () => {
      await null;
      return i;
    })(),
  );
}
console.log(await Promise.all(jobs));
