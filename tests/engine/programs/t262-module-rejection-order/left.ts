import './failing.ts';
console.log('never');
