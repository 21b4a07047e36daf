// F31: Node exits with 13.
console.log('before');
await new Promise(() => {});
console.log('never');
