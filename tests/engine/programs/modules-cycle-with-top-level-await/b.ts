import { a } from './a.ts';
export const b = await Promise.resolve('B');
try {
  console.log('b sees', a);
} catch (e) {
  console.log((e as Error).name);
}
