// Anything may be rejected with; each is reported, in order, and the program goes on.
Promise.reject('text');
Promise.reject(undefined);
Promise.reject(new TypeError('type'));
(async () => {
  await null;
  throw new RangeError('from an async function');
})();
setTimeout(() => console.log('goes on'), 30);
