import { b } from '../b.ts';
console.log('c sees', b);
