// throw() arrives at the yield.
function* g() {
  while (true) {
    try {
      yield 'ready';
    } catch (e) {
      console.log('caught', (e as Error).message);
    }
  }
}
const it = g();
it.next();
console.log(it.throw(new Error('503')).value);
const fresh = g();
try {
  fresh.throw(new Error('never started'));
} catch (e) {
  console.log((e as Error).message, fresh.next().done);
}
