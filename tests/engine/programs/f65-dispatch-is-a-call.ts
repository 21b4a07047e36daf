// F65: a listener has run before dispatchEvent returns.
const target = new EventTarget();
target.addEventListener('x', () => console.log('2 listener'));
console.log('1 before');
target.dispatchEvent(new Event('x'));
console.log('3 after');
