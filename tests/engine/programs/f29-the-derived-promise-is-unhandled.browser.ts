// F29: handling p does not handle what then returned.
const p = Promise.reject(new Error('from p'));
p.catch(() => console.log('p is handled'));
p.then(() => console.log('never'));
setTimeout(() => console.log('a page goes on'), 20);
