// F6: an async function that returns a value settles its promise at once: no extra turn.
async function value() {
  return 'value';
}
let turn = 0;
const observer = value().then((v) => console.log(v, 'seen in turn', turn));
const count = (async () => {
  for (; turn < 6; turn++) await null;
})();
await Promise.all([observer, count]);
