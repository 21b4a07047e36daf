// Printing must not run what can be avoided, and what throws must not stop the program.
let reads = 0;
const object = {
  get value() {
    reads++;
    throw new Error('never read');
  },
};
console.log(object, reads);
const proxy = new Proxy({ a: 1 }, { get: () => { throw new Error('trap'); }, ownKeys: () => { throw new Error('trap'); } });
console.log(proxy);
console.log([proxy], typeof proxy);
console.log('still here');
