// The second argument does not catch the first one's throw.
await Promise.resolve()
  .then(
    () => { throw new Error('from first'); },
    () => console.log('not me'),
  )
  .catch((e: Error) => console.log('next catch:', e.message));
