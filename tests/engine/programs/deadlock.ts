// Two locks in opposite order: nothing is left to happen.
const lock = () => {
  let tail = Promise.resolve();
  return async () => {
    const before = tail;
    let release = () => {};
    tail = new Promise<void>((r) => { release = r; });
    await before;
    return release;
  };
};
const [a, b] = [lock(), lock()];
const take = async (name: string, first: typeof a, second: typeof a) => {
  const r1 = await first();
  console.log(name, 'holds one');
  await new Promise((r) => setTimeout(r, 5));
  const r2 = await second();
  console.log('never printed');
  r2();
  r1();
};
take('x', a, b);
take('y', b, a);
