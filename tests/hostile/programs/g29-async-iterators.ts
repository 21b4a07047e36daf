// Replaces what iteration in turn is made of, and looks at what the probes hand through.
// includes: 10 own things only
// ends: quiet | stuck

const seen: unknown[] = [];
const syncIterator = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
const asyncGenerator = Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype);
const asyncIterator = Object.getPrototypeOf(asyncGenerator);
for (const holder of [syncIterator, asyncGenerator, asyncIterator, Object.getPrototypeOf([][Symbol.iterator]())])
  for (const key of Reflect.ownKeys(holder)) {
    const property = Object.getOwnPropertyDescriptor(holder, key);
    if (typeof property?.value !== 'function' || key === 'constructor') continue;
    const original = property.value;
    Object.defineProperty(holder, key, {
      configurable: true,
      writable: true,
      value(this: unknown, ...args: unknown[]) {
        seen[seen.length] = this;
        for (let i = 0; i < args.length; i++) seen[seen.length] = args[i];
        const result = Reflect.apply(original, this, args);
        seen[seen.length] = result;
        return result;
      },
    });
  }
async function* numbers() { yield 1; yield 2; }
let sum = 0;
for await (const n of numbers()) sum += n;
for await (const n of [Promise.resolve(3), 4]) sum += n;
const foreign = seen.filter((one) => one instanceof MessagePort || (typeof one === 'object' && one !== null && ('nonce' in one || 'seq' in one || 'post' in one)));
console.log(sum, foreign.length === 0 ? 'own things only' : `LEAK ${Object.keys(foreign[0] as object)}`);
