// A cycle that awaits is finished as a whole.
import { a } from './a.ts';
import { b } from './b.ts';
console.log('main', a, b);
