// F40: an error of the body beats an error of the clean-up.
async function* source() {
  try {
    yield 1;
  } finally {
    throw new Error('clean-up');
  }
}
try {
  for await (const _ of source()) throw new Error('body');
} catch (error) {
  console.log((error as Error).message);
}
