// The event fires in a later task, after the microtasks.
addEventListener('unhandledrejection', (event) => {
  console.log('event:', (event.reason as Error).message);
  event.preventDefault();
});
Promise.reject(new Error('nobody'));
queueMicrotask(() => console.log('micro'));
console.log('sync');
