// F11: from a callback of I/O an immediate comes before any timer.
import { readFile } from 'node:fs';
readFile('main.ts', () => {
  setTimeout(() => console.log('timer'), 0);
  setImmediate(() => console.log('immediate'));
  process.nextTick(() => console.log('tick'));
  Promise.resolve().then(() => console.log('microtask'));
  console.log('read');
});
console.log('asked');
