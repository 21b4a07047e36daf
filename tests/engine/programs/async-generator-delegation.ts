// yield* over async and sync iterables.
async function* inner(name: string) {
  yield `${name}1`;
  await null;
  yield `${name}2`;
  return `${name} result`;
}
async function* outer() {
  console.log('result', yield* inner('a'));
  yield* ['s1', 's2'];
  console.log('result', yield* inner('b'));
}
for await (const v of outer()) console.log(v);
