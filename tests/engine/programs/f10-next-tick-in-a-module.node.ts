// F10: the top level of an ES module runs in a promise job, so promise jobs come before nextTick.
process.nextTick(() => console.log('tick'));
Promise.resolve().then(() => console.log('micro'));
console.log('sync');
