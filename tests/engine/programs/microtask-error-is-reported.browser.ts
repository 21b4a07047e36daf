// An error in a microtask does not stop the others.
queueMicrotask(() => {
  throw new Error('in a microtask');
});
queueMicrotask(() => console.log('next one runs'));
setTimeout(() => console.log('timer runs'), 1);
