// The same error object travels through every level.
const original = new Error('same');
const a = async () => {
  throw original;
};
const b = async () => await a();
const c = async () => {
  try {
    await b();
  } catch (e) {
    throw e;
  }
};
console.log(await c().catch((e) => e === original));
