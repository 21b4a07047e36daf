// So does a listener for uncaught exceptions.
process.on('uncaughtException', (e) => console.log('listener:', e.message));
setTimeout(() => {
  throw new Error('thrown');
}, 1);
setTimeout(() => console.log('still running'), 10);
