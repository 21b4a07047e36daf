// F1: a checkpoint follows every callback, so each timer's microtasks run before the next timer.
setTimeout(() => {
  console.log('timer 1');
  queueMicrotask(() => console.log('micro 1'));
}, 0);
setTimeout(() => {
  console.log('timer 2');
  queueMicrotask(() => console.log('micro 2'));
}, 0);
console.log('sync');
