// return() resumes the generator as if by a return statement.
function* g() {
  try {
    yield 1;
    yield 2;
  } finally {
    console.log('finally');
    yield 'from finally';
  }
}
const it = g();
console.log(it.next().value, it.return(9 as never).value, it.next(), it.next());
