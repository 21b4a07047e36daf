// yield* in an async generator over a sync iterable: promises are awaited, methods forwarded, errors close.
const log: string[] = [];
function* inner(): Generator<unknown, string, unknown> {
  try {
    log.push(`got ${yield Promise.resolve('p1')}`);
    yield Promise.reject(new Error('rejected'));
    return 'never';
  } catch (e) {
    log.push(`inner caught ${e}`);
    return 'recovered';
  } finally {
    log.push('inner closed');
  }
}
async function* outer() {
  try {
    log.push(`result ${yield* inner()}`);
  } catch (e) {
    log.push(`outer caught ${(e as Error).message}`);
  }
}
const a = outer();
console.log(JSON.stringify(await a.next()), JSON.stringify(await a.next('x')));
console.log(log.splice(0).join(' | '));
const b = outer();
await b.next();
console.log(JSON.stringify(await b.throw('t')), log.splice(0).join(' | '));
const c = outer();
await c.next();
console.log(JSON.stringify(await c.return('r' as never)), log.splice(0).join(' | '));
async function* plain() {
  yield* [Promise.resolve(1), 2, { then: (ok: (v: number) => void) => ok(3) }];
}
for await (const v of plain()) console.log(v);
