// Only the first answer counts, also when a throw follows.
const p = Promise.resolve({
  then(ok: (v: string) => void, no: (e: Error) => void) {
    ok('first');
    ok('second');
    no(new Error('third'));
    throw new Error('fourth');
  },
});
console.log(await p);
