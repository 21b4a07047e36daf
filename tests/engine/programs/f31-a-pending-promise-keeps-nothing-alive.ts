// F31: nothing is scheduled, so the program is over.
async function forever() {
  await new Promise(() => {});
  console.log('never');
}
forever();
console.log('end of the module');
