import { isEven, name } from './even.ts';
console.log('odd begins, isEven is a', typeof isEven);
try {
  console.log(name);
} catch (e) {
  console.log((e as Error).name);
}
export const isOdd = (n: number): boolean => n !== 0 && isEven(n - 1);
export const word = 'odd';
