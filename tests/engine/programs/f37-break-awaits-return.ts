// F37: leaving a for await loop calls return() and awaits it.
async function* numbers() {
  try {
    yield 1;
    yield 2;
  } finally {
    await null;
    console.log('closed');
  }
}
for await (const n of numbers()) {
  console.log(n);
  break;
}
console.log('after the loop');
