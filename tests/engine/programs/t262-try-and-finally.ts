// Nine ways through try and finally: return, throw and reject in both.
const ways: Record<string, () => Promise<unknown>> = {
  return: async () => 'try',
  throw: async () => { throw 'thrown in try'; },
  reject: () => Promise.reject('rejected in try'),
};
for (const [first, inTry] of Object.entries(ways)) {
  for (const second of ['nothing', 'return', 'throw', 'reject']) {
    const run = async () => {
      try {
        if (first === 'return') return await inTry();
        await inTry();
      } catch (e) {
        throw `${e}, caught`;
      } finally {
        await null;
        if (second === 'return') return 'finally';
        if (second === 'throw') throw 'thrown in finally';
        if (second === 'reject') await Promise.reject('rejected in finally');
      }
      return 'after';
    };
    console.log(first, second, '→', await run().then((v) => `fulfilled ${v}`, (e) => `rejected ${e}`));
  }
}
