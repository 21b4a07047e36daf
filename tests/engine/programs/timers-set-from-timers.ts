// A timer set inside a timer counts from there.
setTimeout(() => {
  console.log('outer');
  setTimeout(() => console.log('inner 10'), 10);
  setTimeout(() => console.log('inner 0'), 0);
}, 10);
setTimeout(() => console.log('at 50'), 50);
