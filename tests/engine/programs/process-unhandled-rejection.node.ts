// A listener keeps the program alive.
process.on('unhandledRejection', (e) => console.log('listener:', (e as Error).message));
Promise.reject(new Error('unhandled'));
setTimeout(() => console.log('still running'), 5);
