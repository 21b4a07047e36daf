// F32: `return await` keeps the caller's frame in the stack, `return` of the promise loses it.
const frames = (e: Error) => [...(e.stack ?? '').matchAll(/at (?:async )?(?:Function\.)?(\w+) \(/g)].map((m) => m[1]).join(' < ');
async function fails() {
  await null;
  throw new Error('x');
}
async function awaits() {
  return await fails();
}
async function passesOn() {
  return fails();
}
async function throughThen() {
  return Promise.resolve().then(() => fails());
}
await awaits().catch((e: Error) => console.log(frames(e)));
await passesOn().catch((e: Error) => console.log(frames(e)));
await throughThen().catch((e: Error) => console.log(frames(e)));
