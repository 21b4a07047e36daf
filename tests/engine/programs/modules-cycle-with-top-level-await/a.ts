import { b } from './b.ts';
console.log('a sees', b);
export const a = await Promise.resolve('A');
