// Siblings that await do so side by side; a module waits for all it imports.
import { slow } from './slow.ts';
import { fast } from './fast.ts';
import './sync.ts';
console.log('main', slow, fast);
