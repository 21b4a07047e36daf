// F65: in Node what a listener throws ends the program, but only after the dispatch.
const target = new EventTarget();
target.addEventListener('x', () => {
  throw new Error('from a listener');
});
target.addEventListener('x', () => console.log('second listener'));
console.log('dispatched', target.dispatchEvent(new Event('x')));
setTimeout(() => console.log('never'), 0);
