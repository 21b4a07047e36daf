// F26: without a listener Node turns an unhandled rejection into exit code 1, before the next timer.
setTimeout(() => console.log('never printed'), 0);
queueMicrotask(() => console.log('micro'));
Promise.reject(new Error('nobody listens'));
console.log('sync');
