// F22: the work runs before anybody calls Promise.all.
const work = async (name: string) => {
  console.log('start', name);
  await null;
  console.log('end', name);
};
const both = [work('a'), work('b')];
console.log('before all');
await Promise.all(both);
console.log('after all');
