// The classic, all kinds together.
console.log('1 sync');
setTimeout(() => console.log('6 timer'), 0);
queueMicrotask(() => console.log('3 microtask'));
(async () => {
  console.log('2 async body');
  await null;
  console.log('4 after await');
})();
Promise.resolve().then(() => console.log('5 then'));
setTimeout(() => console.log('7 second timer'), 0);
