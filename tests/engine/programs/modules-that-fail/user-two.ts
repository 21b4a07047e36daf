import { value } from './broken.ts';
console.log('never', value);
