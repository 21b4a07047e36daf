// F1: dispatchEvent from a script leaves the stack full, so microtasks wait until it returns.
const target = new EventTarget();
target.addEventListener('ping', () => {
  console.log('first');
  queueMicrotask(() => console.log('micro of first'));
});
target.addEventListener('ping', () => {
  console.log('second');
  queueMicrotask(() => console.log('micro of second'));
});
target.dispatchEvent(new Event('ping'));
console.log('after dispatch');
