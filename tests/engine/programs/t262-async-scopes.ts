// Scopes of parameters, bodies, names, catch clauses and blocks across suspensions.
const out: unknown[] = [];
await (async function named(n: number): Promise<void> {
  await null;
  out.push(typeof named);
  if (n > 0) await named(n - 1);
})(1);
async function shadow(x: number, y = () => x) {
  await null;
  x = 5;
  {
    let x = 6;
    await null;
    out.push(x);
  }
  out.push(x, y());
}
await shadow(1);
async function hoisted() {
  out.push(typeof inner, typeof v);
  await null;
  if (out) {
    function inner() {}
    out.push(typeof inner);
  }
  var v = 1;
  out.push(v);
}
await hoisted();
try {
  await Promise.reject({ message: 'destructured', nested: [1] });
} catch ({ message, nested: [first] }: any) {
  await null;
  out.push(message, first);
}
for (const f of await Promise.all([0, 1].map(async (i) => { const captured = i; await null; return () => captured; }))) out.push(f());
switch (await 1) {
  case 1:
    let inSwitch = await 'switch';
    out.push(inSwitch);
    break;
  default:
    out.push('never');
}
class Scope {
  static value = 'static';
  static later = (async () => { await null; return this.value; })();
  [(() => 'computed')()] = (async () => { await null; return this.constructor.name; })();
}
out.push(await Scope.later, await (new Scope() as unknown as { computed: Promise<string> }).computed);
console.log(out.join(' '));
