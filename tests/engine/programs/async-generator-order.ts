// Consumer and producer take turns.
async function* numbers() {
  for (let n = 1; n <= 3; n++) {
    console.log('produce', n);
    yield n;
    console.log('asked again after', n);
  }
  console.log('no more');
}
for await (const n of numbers()) console.log('consume', n);
