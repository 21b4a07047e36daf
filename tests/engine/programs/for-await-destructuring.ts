// Patterns and existing variables as loop targets.
async function* pairs() {
  yield { k: 'a', v: 1 };
  yield { k: 'b', v: undefined };
}
for await (const { k, v = 'default' } of pairs()) console.log(k, v);
let last: { k: string } = { k: '' };
for await (last of pairs());
console.log(last.k);
const holder: { item?: unknown } = {};
for await (holder.item of ['x', 'y']);
console.log(holder.item);
