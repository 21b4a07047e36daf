// yield* passes next, throw and return through and has a value.
function* inner(): Generator<string, string, string> {
  try {
    console.log('got', yield 'i1');
    return 'inner result';
  } finally {
    console.log('inner closed');
  }
}
function* outer(): Generator<string, void, string> {
  console.log('result:', yield* inner());
  yield* ['a', 'b'];
}
console.log([...outer()].join(' '));
const it = outer();
it.next();
it.return();
