// F24: the value of finally is dropped, its throw is not.
console.log(await Promise.resolve(1).finally(() => 2));
await Promise.resolve(1)
  .finally(() => {
    throw new Error('from finally');
  })
  .catch((e: Error) => console.log(e.message));
