// 20, 10, then two of 5.
setTimeout(() => console.log('20'), 20);
setTimeout(() => console.log('10'), 10);
setTimeout(() => console.log('5a'), 5);
setTimeout(() => console.log('5b'), 5);
