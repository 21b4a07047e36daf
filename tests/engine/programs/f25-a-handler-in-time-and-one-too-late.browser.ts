// F25: in the same task is in time; after a while is too late.
const inTime = Promise.reject(new Error('in time'));
const late = Promise.reject(new Error('too late'));
Promise.resolve().then(() => inTime.catch((e: Error) => console.log('caught', e.message)));
setTimeout(() => late.catch((e: Error) => console.log('caught', e.message)), 30);
