// dispatchEvent tells whether the default was prevented.
const t = new EventTarget();
t.addEventListener('x', (e) => e.preventDefault());
console.log(t.dispatchEvent(new Event('x', { cancelable: true })), t.dispatchEvent(new Event('x')));
t.addEventListener('y', (e) => e.stopImmediatePropagation());
t.addEventListener('y', () => console.log('never'));
t.dispatchEvent(new Event('y'));
