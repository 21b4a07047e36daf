// F38: a generator that never started has no finally to run.
async function* numbers() {
  try {
    yield 1;
  } finally {
    console.log('never printed');
  }
}
const it = numbers();
console.log(await it.return(7));
console.log(await it.next());
