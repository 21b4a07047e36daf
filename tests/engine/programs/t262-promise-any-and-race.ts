// any and race in detail: order of settling, empty, mixed, with getters on errors.
const after = (n: number, v: unknown, fails = false) => {
  let p: Promise<unknown> = Promise.resolve();
  for (let i = 0; i < n; i++) p = p.then(() => {});
  return p.then(() => { if (fails) throw v; return v; });
};
console.log(await Promise.race([after(2, 'two'), after(1, 'one'), after(3, 'three')]));
console.log(await Promise.race([after(2, 'two'), after(1, 'one', true)]).catch((e) => `rejected ${e}`));
console.log(await Promise.any([after(1, 'one', true), after(3, 'three'), after(2, 'two', true)]));
await Promise.any([after(2, 'b', true), after(1, 'a', true)]).catch((e: AggregateError) => {
  console.log(e instanceof AggregateError, e.errors.join(), Object.getOwnPropertyDescriptor(e, 'errors')?.enumerable);
});
const error = new AggregateError(new Set([1, 2]), 'message', { cause: 'cause' });
console.log(error.message, error.errors.length, error.cause, Object.keys(error).length);
const results = await Promise.allSettled([after(2, 'late'), after(1, 'early', true), 3]);
console.log(JSON.stringify(results));
console.log(await Promise.all([after(3, 'c'), after(1, 'a'), 'b']));
const keyed = Object.getOwnPropertyNames(Promise).includes('all');
console.log(keyed, Promise.any.name, Promise.race.length);
