import { getRates } from './worlds/rates.ts';
import { clock, expect, fn, program, server, test } from './worlds/test.ts';

test('the clock moves by itself', async () => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(clock.now()).toBe(300);
});
test('advancing runs what is due', async () => {
  setTimeout(() => console.log('a'), 50);
  setTimeout(() => console.log('b'), 70);
  await clock.advance(60);
  expect(program.lines).toEqual(['a']);
});
test('settling waits for everything', async () => {
  setTimeout(() => setTimeout(() => console.log('late'), 200), 100);
  await clock.settle();
  expect(program.output).toEqual([{ at: 300, text: 'late' }]);
});
test('a timer is left', () => {
  setTimeout(() => {}, 1_000);
  expect(program.left.timers).toBe(1);
  expect(program).toHaveLeftNothing();
});
test('a cleared timer is not', () => {
  clearTimeout(setTimeout(() => {}, 1_000));
  const interval = setInterval(() => {}, 10);
  clearInterval(interval);
  expect(program).toHaveLeftNothing();
});
test('a listener is left', () => {
  const { signal } = new AbortController();
  signal.addEventListener('abort', () => {});
  expect(program).toHaveLeftNothing();
});
test('a removed listener is not, nor one that was only meant once', () => {
  const controller = new AbortController();
  const listener = () => {};
  controller.signal.addEventListener('abort', listener);
  controller.signal.removeEventListener('abort', listener);
  controller.signal.addEventListener('abort', () => {}, { once: true });
  controller.abort();
  expect(program).toHaveLeftNothing();
});
test('a request is left', () => {
  void getRates('USD');
  expect(program).toHaveLeftNothing();
});
test('an answered request is not', async () => {
  await getRates('USD');
  expect(program).toHaveLeftNothing();
});
test('a rejection is left', async () => {
  void Promise.reject(new Error('lost'));
  await clock.advance(0);
  expect(program).toHaveLeftNothing();
});
test('silence', async () => {
  await clock.advance(200);
  console.log('too early');
  expect(program).toBeSilentBefore(200);
  expect(program).toBeSilentBefore(300);
});
test('too many in flight', async () => {
  const work = fn(() => clock.advance(10));
  await Promise.all([work(), work(), work()]);
  expect(work).toHaveAtMostInFlight(3);
  expect(work).toHaveAtMostInFlight(2);
});
test('never overlapping', async () => {
  const work = fn(() => clock.advance(10));
  await work();
  await work();
  expect(work).toHaveOverlapped();
});
test('the server saw it', async () => {
  await Promise.all([getRates('USD'), getRates('EUR')]);
  expect(server('rates.test').requests).toEqual([
    { what: 'USD', started: 0, finished: 120 },
    { what: 'EUR', started: 0, finished: 80 },
  ]);
  expect(server('rates.test')).toHaveOverlapped();
  expect(server('rates.test')).toHaveAtMostInFlight(1);
});
test('an aborted request', async () => {
  await getRates('USD', { signal: AbortSignal.timeout(50) }).catch(() => {});
  expect(server('rates.test').requests).toEqual([{ what: 'USD', started: 0, aborted: 50 }]);
});
test('the longest task', async () => {
  const end = performance.now() + 30;
  while (performance.now() < end);
  await clock.advance(5);
  expect(Math.round(program.longestTask)).toBe(30);
});
test('a matcher for something else', () => expect(5).toHaveLeftNothing());
