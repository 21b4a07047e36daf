// Any object with a then; getters are read once; a throwing then rejects.
const log: string[] = [];
const thenable = {
  get then() {
    log.push('get then');
    return (ok: (v: string) => void) => {
      log.push('call then');
      ok('adopted');
    };
  },
};
console.log(await Promise.resolve(thenable));
await Promise.resolve({ then() { throw new Error('bad then'); } }).catch((e: Error) => console.log(e.message));
await Promise.resolve(Object.defineProperty({}, 'then', { get() { throw new Error('bad getter'); } })).catch((e: Error) => console.log(e.message));
console.log(await Promise.resolve({ then: 'not a function' }));
console.log(log.join());
