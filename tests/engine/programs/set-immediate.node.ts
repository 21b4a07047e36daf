// setImmediate after the current work, before a later timer.
setTimeout(() => console.log('timer 100'), 100);
setImmediate(() => console.log('immediate'));
process.nextTick(() => console.log('tick'));
console.log('sync');
