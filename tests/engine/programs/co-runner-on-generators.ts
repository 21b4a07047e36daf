// An async function made of a generator.
const co = <T>(body: () => Generator<Promise<unknown>, T, never>) =>
  new Promise<T>((resolve, reject) => {
    const it = body();
    const step = (run: () => IteratorResult<Promise<unknown>, T>): void => {
      try {
        const r = run();
        if (r.done) resolve(r.value);
        else r.value.then((v) => step(() => it.next(v as never)), (e) => step(() => it.throw(e)));
      } catch (e) {
        reject(e);
      }
    };
    step(() => it.next());
  });
const late = (ms: number, v: string) => new Promise<string>((r) => setTimeout(r, ms, v));
console.log(
  await co(function* () {
    const a: string = yield late(5, 'a');
    try {
      yield Promise.reject(new Error('503'));
    } catch (e) {
      console.log('caught', (e as Error).message);
    }
    const b: string = yield late(2, 'b');
    return a + b;
  }),
);
