// F19: the promise is settled, so the throw changes nothing.
const promise = new Promise((resolve) => {
  resolve('kept');
  throw new Error('lost');
});
console.log(await promise);
