// F2: what a microtask queues runs in the same checkpoint.
setTimeout(() => console.log('timer'), 0);
queueMicrotask(() => {
  console.log('one');
  queueMicrotask(() => {
    console.log('two');
    queueMicrotask(() => console.log('three'));
  });
});
queueMicrotask(() => console.log('sibling of one'));
