// An API that calls back sometimes at once and sometimes later.
const cache = new Map<string, number>();
const get = (key: string, callback: (v: number) => void) => {
  const known = cache.get(key);
  if (known !== undefined) return callback(known);
  setTimeout(() => {
    cache.set(key, 1);
    callback(1);
  }, 5);
};
for (const round of [1, 2]) {
  console.log(round, 'before');
  get('x', () => console.log(round, 'callback'));
  console.log(round, 'after');
  await new Promise((r) => setTimeout(r, 10));
}
