import { b } from './b.ts';
console.log('a sees', b);
queueMicrotask(() => console.log('microtask of a'));
export const a = 'A';
