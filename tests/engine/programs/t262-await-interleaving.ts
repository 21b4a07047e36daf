// Two async functions take turns; a promise chain beside them counts the turns.
const actual: string[] = [];
async function pushAwait(name: string) {
  actual.push(`${name} 1`);
  await 0;
  actual.push(`${name} 2`);
  await { then: (ok: () => void) => ok() };
  actual.push(`${name} 3`);
  await Promise.resolve().then(() => {});
  actual.push(`${name} 4`);
}
const a = pushAwait('a');
const chain = Promise.resolve()
  .then(() => actual.push('then 1'))
  .then(() => actual.push('then 2'))
  .then(() => actual.push('then 3'))
  .then(() => actual.push('then 4'));
const b = pushAwait('b');
await Promise.all([a, b, chain]);
console.log(actual.join('\n'));
