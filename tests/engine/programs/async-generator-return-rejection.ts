// `return` of a rejecting promise throws inside.
async function* g() {
  try {
    return Promise.reject(new Error('inside'));
  } catch (e) {
    yield `caught ${(e as Error).message}`;
  }
}
for await (const v of g()) console.log(v);
