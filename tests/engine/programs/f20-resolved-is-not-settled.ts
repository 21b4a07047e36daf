// F20: a promise resolved with a pending promise is still pending.
const inner = new Promise<string>((resolve) => setTimeout(resolve, 20, 'inner'));
const outer = new Promise<string>((resolve) => resolve(inner));
let settled = false;
outer.then(() => {
  settled = true;
});
await new Promise((resolve) => setTimeout(resolve, 5));
console.log('resolved, settled:', settled);
console.log(await outer, settled);
