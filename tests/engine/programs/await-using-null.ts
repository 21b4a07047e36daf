// null is allowed and still gives up the turn.
let turn = 0;
const count = (async () => {
  for (; turn < 5; turn++) await null;
})();
{
  await using _nothing = null;
}
console.log('left the block after turn 0:', turn > 0);
await count;
