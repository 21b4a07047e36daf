// F6: await of a native promise costs one turn.
let turn = 0;
async function counted() {
  await Promise.resolve();
  return turn;
}
const seen = counted();
const count = (async () => {
  for (; turn < 6; turn++) await null;
})();
console.log('resumed in turn', await seen);
await count;
