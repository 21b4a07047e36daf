// Anything may be thrown.
const throwing = async (v: unknown) => {
  throw v;
};
for (const v of [undefined, null, 0, 'text', Symbol.iterator]) {
  try {
    await throwing(v);
  } catch (e) {
    console.log(String(e), e === v);
  }
}
