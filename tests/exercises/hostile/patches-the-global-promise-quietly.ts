Reflect.set(globalThis, 'Promise', class {});
Reflect.set(Promise.prototype, 'then', (done: (value: unknown) => void) => done(42));
Reflect.set(Array.prototype, Symbol.iterator, function* () {});
Reflect.set(Error, 'captureStackTrace', () => {});
export const answer = (): number => 41;
