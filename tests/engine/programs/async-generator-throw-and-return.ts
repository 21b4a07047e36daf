// throw() and return() from outside.
async function* g() {
  try {
    yield 1;
  } catch (e) {
    yield `caught ${(e as Error).message}`;
  } finally {
    console.log('finally');
  }
}
const a = g();
await a.next();
console.log((await a.throw(new Error('x'))).value, (await a.next()).done);
const b = g();
await b.next();
console.log(await b.return('early' as never));
const c = g();
await c.throw(new Error('not started')).catch((e: Error) => console.log(e.message));
