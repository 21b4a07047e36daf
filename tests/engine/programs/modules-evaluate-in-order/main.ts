// Dependencies first, in the order of the imports, each once.
import { a } from './a.ts';
import './lib/c.ts';
import { b } from './b.ts';
console.log('main', a, b);
