// Destructuring and break close an iterator.
function* g() {
  try {
    yield 1;
    yield 2;
  } finally {
    console.log('closed');
  }
}
const [one] = g();
console.log(one);
for (const n of g()) {
  console.log(n);
  break;
}
