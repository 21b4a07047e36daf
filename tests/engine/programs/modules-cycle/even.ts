import { isOdd, word } from './odd.ts';
console.log('even begins');
export function isEven(n: number): boolean {
  return n === 0 || isOdd(n - 1);
}
export const name = 'even';
console.log('even ends, word is', word);
