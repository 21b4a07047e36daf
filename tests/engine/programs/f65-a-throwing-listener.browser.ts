// F65: what a listener throws is reported, the other listeners run, and dispatchEvent returns.
addEventListener('error', (event) => {
  console.log('reported:', event.error.message);
  event.preventDefault();
});
const target = new EventTarget();
target.addEventListener('x', () => {
  throw new Error('from a listener');
});
target.addEventListener('x', () => console.log('second listener'));
console.log('dispatched', target.dispatchEvent(new Event('x')));
