// How many turns one value takes.
let turn = 0;
async function* g() {
  yield 'plain';
  yield Promise.resolve('promise');
}
const seen: string[] = [];
const consumer = (async () => {
  for await (const v of g()) seen.push(`${v} in ${turn}`);
  seen.push(`end in ${turn}`);
})();
for (; turn < 20; turn++) await null;
await consumer;
console.log(seen.join('\n'));
