// Values travel both ways through yield.
function* talk(): Generator<string, string, string> {
  const name = yield 'name?';
  const age = yield `age, ${name}?`;
  return `${name} ${age}`;
}
const it = talk();
console.log(it.next().value, it.next('Ada').value, it.next('36').value, it.next('x').done);
