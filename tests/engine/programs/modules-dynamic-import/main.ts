// import() gives the same namespace each time, and a promise at once.
console.log('before');
const promise = import('./greet.ts');
console.log('asked', promise instanceof Promise);
const { greet, default: shout } = await promise;
console.log(greet('you'), shout('you'));
console.log((await import('./greet.ts')) === (await promise));
const name: string = './missing.ts';
await import(name).catch((e: Error) => console.log('rejected', e instanceof Error));
