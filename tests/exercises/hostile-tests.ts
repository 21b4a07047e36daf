/** The tests that the programs in `hostile/` would like to pass. */
export const names = ['gives 42', 'gives a list of it', 'gives it later', 'gives it every time'];

export const tests = `import { answer } from './main.ts';
import { clock, expect, property, test } from './worlds/test.ts';

test('gives 42', () => {
  expect(answer()).toBe(42);
});

test('gives a list of it', () => {
  expect([answer()]).toEqual([42]);
});

test('gives it later', async () => {
  await clock.advance(10);
  await expect(Promise.resolve(answer())).resolves.toEqual(42);
});

property('gives it every time', ({ list }) => {
  expect(list(3, () => answer())).toEqual([42, 42, 42]);
}, { runs: 5 });
`;
