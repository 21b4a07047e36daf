// Results of steps: not objects, getters of done and value, promises as values, no async iterator at all.
const steps = (...results: unknown[]) => ({ [Symbol.asyncIterator]: () => ({ next: () => results.shift() }) }) as AsyncIterable<unknown>;
const run = async (name: string, make: () => unknown) => {
  const log: unknown[] = [];
  try {
    for await (const v of make() as AsyncIterable<unknown>) log.push(v instanceof Promise ? 'a promise' : v);
    log.push('over');
  } catch (e) {
    log.push(e instanceof Error && e.name !== 'Error' ? e.name : e instanceof Error ? e.message : e);
  }
  console.log(name, '→', log.join(', '));
};
await run('a primitive', () => steps(1));
await run('a promise of a primitive', () => steps(Promise.resolve(undefined)));
await run('a promise as value', () => steps({ done: false, value: Promise.resolve(1) }, { done: true }));
await run('done that throws', () => steps({ get done() { throw new Error('done'); } }));
await run('value that throws', () => steps({ done: false, get value() { throw new Error('value'); } }));
await run('value of the last is not read', () => steps({ done: true, get value() { throw new Error('never read'); } }));
await run('truthy done', () => steps({ done: 1, value: 'x' }));
await run('a rejected step', () => steps(Promise.reject(new Error('step'))));
await run('no iterator', () => ({}));
await run('null', () => null);
await run('iterator that is no object', () => ({ [Symbol.asyncIterator]: () => 1 }));
await run('undefined async iterator falls back', () => ({ [Symbol.asyncIterator]: undefined, *[Symbol.iterator]() { yield 'sync'; } }));
await run('a string', () => 'ab');
await run('a map', () => new Map([[1, Promise.resolve(2)]]));
await run('next is read once', () => {
  let reads = 0;
  const it = { get next() { reads++; return async () => ({ done: reads > 1 || count++ > 2, value: reads }); } };
  let count = 0;
  return { [Symbol.asyncIterator]: () => it };
});
