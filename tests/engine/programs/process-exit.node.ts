// process.exit ends everything at once.
process.on('exit', (code) => console.log('exit listener', code));
setTimeout(() => console.log('never'), 5);
queueMicrotask(() => {
  console.log('exiting');
  process.exit(3);
});
