// F40: with break there is only the clean-up error.
async function* source() {
  try {
    yield 1;
  } finally {
    throw new Error('clean-up');
  }
}
try {
  for await (const _ of source()) break;
  console.log('not reached');
} catch (error) {
  console.log((error as Error).message);
}
