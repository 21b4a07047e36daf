// next, throw and return in each state: not started, waiting at a yield, running, finished.
async function* g() {
  yield 1;
  return 2;
}
const show = async (name: string, p: Promise<unknown>) =>
  p.then((r) => console.log(name, JSON.stringify(r)), (e) => console.log(name, 'rejected', e instanceof Error ? e.name : e));
const rejected = () => {
  const p = Promise.reject('a rejected promise');
  p.catch(() => {});
  return p;
};
for (const [name, before] of [['fresh', 0], ['at the yield', 1], ['finished', 2]] as const) {
  for (const method of ['next', 'throw', 'return'] as const) {
    const it = g();
    for (let i = 0; i < before; i++) await it.next();
    await show(`${name}: ${method}`, it[method]('v' as never));
    await show('  and then next', it.next());
  }
  const other = g();
  for (let i = 0; i < before; i++) await other.next();
  await show(`${name}: return a promise`, other.return(Promise.resolve('unwrapped') as never));
  const third = g();
  for (let i = 0; i < before; i++) await third.next();
  await show(`${name}: return a rejected one`, third.return(rejected() as never));
}
await show('foreign this', g.prototype.next.call({}));
let self: AsyncGenerator | undefined;
async function* reentrant() {
  self?.next().then((r) => console.log('reentrant', JSON.stringify(r)));
  yield 'first';
  yield 'second';
}
self = reentrant();
await show('running', self.next());
await null;
