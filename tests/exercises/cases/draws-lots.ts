import { clock, expect, property, test } from './worlds/test.ts';

property('all seeds hold', ({ integer }) => expect(integer(1, 6)).toBeLessThan(7));
property('one seed fails', async ({ integer, delay }) => {
  await delay();
  expect(integer(0, 100)).toBeLessThan(97);
});
property('few runs', ({ shuffle, pick, list, chance }) => {
  const items = list(5, (index) => index);
  expect(shuffle(items).sort()).toEqual(items);
  expect(items).toContain(pick(items));
  expect(chance(1)).toBe(true);
  expect(chance(0)).toBe(false);
}, { runs: 3 });
property('a seed that hangs', async ({ seed, delay }) => {
  await (seed === 4 ? new Promise(() => {}) : delay(5));
});
property('one that is left behind', async ({ seed }) => {
  if (seed === 2) void Promise.reject(new Error('lost'));
  await clock.advance(1);
});
test('a test beside them', () => {});
