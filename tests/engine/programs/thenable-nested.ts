// A thenable that resolves with a thenable.
const level = (n: number): PromiseLike<string> => ({
  then(ok: (v: never) => void) {
    console.log('level', n);
    ok((n === 0 ? 'bottom' : level(n - 1)) as never);
  },
}) as PromiseLike<string>;
console.log(await level(2));
