// F39: three next() calls are answered one after another.
async function* slow() {
  for (let n = 0; n < 3; n++) {
    console.log('producing', n);
    await new Promise((resolve) => setTimeout(resolve, 10));
    yield n;
  }
}
const it = slow();
const results = await Promise.all([it.next(), it.next(), it.next(), it.next()]);
console.log(results.map((r) => (r.done ? 'done' : r.value)).join(' '));
