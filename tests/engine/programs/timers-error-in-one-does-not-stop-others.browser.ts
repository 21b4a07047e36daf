// A throwing callback is reported, and the next timer runs.
setTimeout(() => {
  throw new Error('in a timer');
}, 5);
setTimeout(() => console.log('still here'), 10);
