// A finally with return or throw replaces what came before.
async function a() {
  try {
    return 'try';
  } finally {
    await null;
    // biome-ignore lint/correctness/noUnsafeFinally: the point of the program
    return 'finally';
  }
}
async function b() {
  try {
    throw new Error('lost');
  } finally {
    return await 'swallowed';
  }
}
async function c() {
  for (;;) {
    try {
      return 'never';
    } finally {
      break;
    }
  }
  return 'after break';
}
console.log(await a(), await b(), await c());
