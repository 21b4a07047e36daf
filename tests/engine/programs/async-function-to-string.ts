// A function's text is its source, whoever watches.
const f = async (x: number) => {
  await null;
  return x;
};
async function g() {
  try {
    return await f(1);
  } finally {
    console.log('finally');
  }
}
console.log(String(g).includes('$') ? 'instrumented' : String(g).split('\n').length, String(f).startsWith('async (x'));
await g();
console.log(String(setTimeout).includes('native code') || typeof setTimeout === 'function');
