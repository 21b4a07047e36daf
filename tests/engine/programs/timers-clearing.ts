// Clearing pending, fired, foreign and nonsense timers.
const a = setTimeout(() => console.log('never'), 5);
clearTimeout(a);
clearTimeout(a);
clearTimeout(undefined);
clearTimeout(123456 as never);
const b = setInterval(() => console.log('never either'), 5);
clearTimeout(b);
setTimeout(() => console.log('only me'), 20);
