// then on a settled promise is still asynchronous.
console.log('a');
Promise.resolve('b').then(console.log);
console.log('c');
