// A throw in a default parameter rejects; it does not throw.
const fail = (): number => {
  throw new Error('default');
};
async function f(_a = fail()) {
  console.log('never');
}
const p = f();
console.log('no throw here');
await p.catch((e: Error) => console.log(e.message));
