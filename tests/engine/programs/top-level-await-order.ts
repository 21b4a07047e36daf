// The module's own body suspends like any other.
console.log('a');
queueMicrotask(() => console.log('micro'));
await null;
console.log('b');
setTimeout(() => console.log('timer'), 0);
await new Promise((r) => setTimeout(r, 5));
console.log('c');
