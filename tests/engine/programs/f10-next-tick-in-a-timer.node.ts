// F10: inside a callback nextTick comes first.
setTimeout(() => {
  Promise.resolve().then(() => console.log('micro'));
  process.nextTick(() => console.log('tick'));
  console.log('sync');
}, 1);
