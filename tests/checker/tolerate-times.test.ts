import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isNear, lacksUnits, tolerateTimes } from '../../src/checker/tolerate-times.ts';

describe('times on a real clock', () => {
  test('are the expected ones up to 30 ms away, and not beyond', () => {
    assert.equal(isNear('610 ms', '640 ms'), true);
    assert.equal(isNear('610 ms', '580 ms'), true);
    assert.equal(isNear('610 ms', '641 ms'), false);
    assert.equal(isNear('12.5ms', '13.75ms'), true);
  });

  test('may be padded differently, as one digit more or less pads', () => {
    assert.equal(isNear(' 98 ms  USD', '101 ms  USD'), true);
    assert.equal(isNear('98 ms   USD', '101 ms  USD'), true);
  });

  test('stand for themselves only: other text and other numbers must be the same', () => {
    assert.equal(isNear('1 of 2: 100 ms', '2 of 2: 100 ms'), false);
    assert.equal(isNear('USD 100 ms', 'EUR 101 ms'), false);
    assert.equal(isNear('100 ms USD', 'USD 100 ms'), false);
    assert.equal(isNear('100', '101'), false);
    assert.equal(isNear('100 msec', '101 msec'), false);
    assert.equal(isNear('100 ms', '100 ms 100 ms'), false);
  });

  test('are all near, or the line is not', () => {
    assert.equal(isNear('100 ms to 200 ms', '105 ms to 205 ms'), true);
    assert.equal(isNear('100 ms to 200 ms', '105 ms to 295 ms'), false);
  });
});

describe('printed lines', () => {
  test('are taken for the expected line of the same index first', () => {
    assert.deepEqual(tolerateTimes(['100 ms', '110 ms'], ['108 ms', '103 ms']), ['100 ms', '110 ms']);
  });

  test('are taken for a line elsewhere when their own does not fit', () => {
    assert.deepEqual(tolerateTimes(['a 10 ms', 'b 20 ms'], ['b 22 ms', 'a 12 ms']), ['b 20 ms', 'a 10 ms']);
  });

  test('stay as they are when no expected line is near', () => {
    assert.deepEqual(tolerateTimes(['a 10 ms'], ['a 99 ms', 'more']), ['a 99 ms', 'more']);
  });
});

describe('times without a unit', () => {
  test('are suspected where nothing but numbers differs, and no more than times may', () => {
    assert.equal(lacksUnits(['USD  from 0 to 120', 'done'], ['USD  from 3 to 123', 'done']), true);
    assert.equal(lacksUnits(['from 0 to 120 ms'], ['from 3 to 125 ms']), true);
    assert.equal(lacksUnits(['USD  from 0 to 120'], ['USD  from 3 to 163']), false);
    assert.equal(lacksUnits(['USD  from 0 to 120'], ['EUR  from 3 to 123']), false);
    assert.equal(lacksUnits(['1', '2'], ['1']), false);
  });
});
