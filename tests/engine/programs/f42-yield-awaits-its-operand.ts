// F42: a rejection is thrown at the yield.
async function* source() {
  try {
    yield Promise.reject(new Error('thrown at the yield'));
  } catch (error) {
    console.log('inside:', (error as Error).message);
    yield Promise.resolve('a value, not a promise');
  }
}
for await (const v of source()) console.log(v);
