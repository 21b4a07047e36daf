// Two consumers of one generator share its values.
async function* ids() {
  let n = 0;
  while (n < 6) yield n++;
}
const source = ids();
const take = async (name: string) => {
  const got: number[] = [];
  for (let i = 0; i < 3; i++) got.push((await source.next()).value as number);
  console.log(name, got.join());
};
await Promise.all([take('a'), take('b')]);
