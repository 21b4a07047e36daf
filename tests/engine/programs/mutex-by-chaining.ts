// A lock made of a promise chain.
let tail: Promise<unknown> = Promise.resolve();
const locked = <T>(f: () => Promise<T>): Promise<T> => {
  const run = tail.then(f, f);
  tail = run.catch(() => {});
  return run;
};
const step = async (name: string, ms: number, fail = false) => {
  console.log('enter', name);
  await new Promise((r) => setTimeout(r, ms));
  console.log('leave', name);
  if (fail) throw new Error(name);
};
const results = await Promise.allSettled([locked(() => step('a', 10)), locked(() => step('b', 5, true)), locked(() => step('c', 1))]);
console.log(results.map((r) => r.status).join(' '));
