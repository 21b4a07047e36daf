// F19: the executor is an ordinary synchronous call.
console.log('before');
new Promise<void>((resolve) => {
  console.log('executor');
  resolve();
  console.log('executor goes on after resolve');
}).then(() => console.log('then'));
console.log('after');
