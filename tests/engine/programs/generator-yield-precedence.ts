// yield inside expressions.
function* g(): Generator<number, unknown, number> {
  const x = 1 + (yield 1) * 2;
  const y = [yield 2, yield 3];
  return { x, y, z: yield yield 4 };
}
const it = g();
const seen: unknown[] = [];
for (let r = it.next(0), n = 10; ; r = it.next(n++)) {
  seen.push(r.value);
  if (r.done) break;
}
console.log(JSON.stringify(seen));
