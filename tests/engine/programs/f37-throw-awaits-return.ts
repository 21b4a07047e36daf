// F37: so does a throw in the body.
async function* numbers() {
  try {
    yield 1;
  } finally {
    await null;
    console.log('closed');
  }
}
try {
  for await (const n of numbers()) throw new Error(`body ${n}`);
} catch (error) {
  console.log((error as Error).message);
}
