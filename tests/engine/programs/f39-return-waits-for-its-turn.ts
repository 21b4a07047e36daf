// F39: return() does not interrupt a running next().
async function* slow() {
  try {
    await new Promise((resolve) => setTimeout(resolve, 10));
    yield 'value';
  } finally {
    console.log('closed');
  }
}
const it = slow();
it.next().then((r) => console.log('next', r.value));
it.return(undefined).then((r) => console.log('return', r.done));
