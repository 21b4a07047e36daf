// A chain goes on after catch.
await Promise.reject(new Error('1'))
  .catch((e: Error) => `recovered ${e.message}`)
  .then((v) => {
    console.log(v);
    throw new Error('2');
  })
  .then(() => console.log('skipped'))
  .catch((e: Error) => console.log('caught', e.message))
  .finally(() => console.log('finally'));
