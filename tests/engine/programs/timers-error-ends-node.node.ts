// In Node an uncaught error ends the program with exit code 1.
setTimeout(() => {
  throw new Error('in a timer');
}, 5);
setTimeout(() => console.log('never'), 10);
