// Requests to an async generator are answered in order, whatever they are and however they end.
async function* g() {
  try {
    console.log('got', yield 1);
    await null;
    console.log('got', yield Promise.resolve(2));
  } catch (e) {
    console.log('caught', e);
    yield 'from catch';
  } finally {
    await null;
    yield 'from finally';
  }
}
const it = g();
const requests: [string, Promise<unknown>][] = [
  ['next a', it.next('a')],
  ['next b', it.next('b')],
  ['throw c', it.throw('c')],
  ['return d', it.return('d' as never)],
  ['next e', it.next('e')],
  ['next f', it.next('f')],
  ['throw g', it.throw('g')],
  ['return h', it.return('h' as never)],
];
for (const [name, promise] of requests) {
  promise.then((r) => console.log(name, JSON.stringify(r)), (e) => console.log(name, 'rejected', e));
}
console.log('all asked');
