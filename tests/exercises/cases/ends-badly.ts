import { clock, test } from './worlds/test.ts';

test('waits for ever', async () => {
  await new Promise(() => {});
});
test('loses a rejection', () => {
  void Promise.reject(new Error('lost'));
});
test('throws in a timer', async () => {
  setTimeout(() => {
    throw new RangeError('in a timer');
  }, 10);
  await clock.advance(20);
});
test('throws', () => {
  null!.valueOf();
});
test('is fine', () => {});
