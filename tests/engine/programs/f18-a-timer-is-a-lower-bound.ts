// F18: a timer cannot interrupt what is running.
const start = performance.now();
setTimeout(() => console.log('asked for 5, waited at least 30:', performance.now() - start >= 30), 5);
while (performance.now() - start < 30);
console.log('loop over');
