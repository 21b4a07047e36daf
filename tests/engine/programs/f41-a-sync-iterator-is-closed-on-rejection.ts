// F41: for await closes a sync iterator when a yielded promise rejects.
function* source() {
  try {
    yield Promise.resolve(1);
    yield Promise.reject(new Error('second'));
  } finally {
    console.log('closed');
  }
}
try {
  for await (const v of source()) console.log('got', v);
} catch (error) {
  console.log((error as Error).message);
}
