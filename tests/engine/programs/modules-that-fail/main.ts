// A module that throws fails for everybody who imports it, with the same error, and is not tried again.
const first = await import('./user-one.ts').catch((e: Error) => e);
const second = await import('./user-two.ts').catch((e: Error) => e);
const third = await import('./broken.ts').catch((e: Error) => e);
console.log((first as Error).message, first === second, second === third);
const late = await import('./broken-later.ts').catch((e: Error) => e);
console.log((late as Error).message);
