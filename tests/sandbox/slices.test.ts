/** Work in slices, on a real event loop. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSlices } from '../../src/sandbox/slices.ts';

/** Keeps the thread busy for `ms`. */
function work(ms: number) {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('what is added is done at once as long as the slice lasts', () => {
  const slices = createSlices(1_000);
  const done: number[] = [];
  for (let piece = 0; piece < 3; piece++) slices.add(() => done.push(piece));
  assert.deepEqual(done, [0, 1, 2]);
  slices.close();
});

test('a timer gets its turn between slices, and the order stays', async () => {
  const slices = createSlices(5);
  const done: (number | 'timer')[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  setTimeout(() => done.push('timer'), 1);
  for (let piece = 0; piece < 20; piece++)
    slices.add(() => {
      work(6);
      done.push(piece);
      if (piece === 19) resolve();
    });
  assert.deepEqual([done.length, slices.waiting()], [1, 19]);
  await promise;
  assert.deepEqual(
    done.filter((one) => one !== 'timer'),
    Array.from({ length: 20 }, (_, piece) => piece),
  );
  assert.ok(done.includes('timer') && done.at(-1) !== 'timer');
  slices.close();
});

test('a piece that throws takes none of the others with it', async () => {
  const slices = createSlices(5);
  const { promise, resolve } = Promise.withResolvers<void>();
  const done: string[] = [];
  assert.throws(() => slices.add(() => assert.fail('mine')), { message: 'mine' });
  slices.add(() => work(6));
  slices.add(() => done.push('waited'));
  slices.add(resolve);
  assert.deepEqual(done, []);
  await promise;
  assert.deepEqual(done, ['waited']);
  slices.close();
});

test('once closed, nothing that waited is done', async () => {
  const slices = createSlices(5);
  const done: string[] = [];
  slices.add(() => work(6));
  slices.add(() => done.push('waited'));
  assert.equal(slices.waiting(), 1);
  slices.close();
  slices.add(() => done.push('late'));
  await new Promise((resolve) => setTimeout(resolve, 20));
  assert.deepEqual([done, slices.waiting()], [[], 0]);
});
