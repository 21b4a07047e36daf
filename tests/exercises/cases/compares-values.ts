import { expect, fn, test } from './worlds/test.ts';

test('the same number', () => expect(1).toBe(1));
test('another number', () => expect(1).toBe(2));
test('words in front', () => expect([1, { a: 2 }], 'the list').toEqual([1, { a: 3 }]));
test('the opposite', () => expect(1).not.toBe(1));
test('maps, sets, dates, errors', () => {
  expect(new Map([[1, new Set([2])]])).toEqual(new Map([[1, new Set([2])]]));
  expect(new Date(5)).toEqual(new Date(5));
  expect(new TypeError('no')).toEqual(new TypeError('no'));
  expect(new TypeError('no')).toEqual(new TypeError('yes'));
});
test('a circle', () => {
  const ring: unknown[] = [];
  ring.push(ring);
  expect(ring).toHaveLength(1);
  expect(ring).toHaveLength(2);
});
test('what is thrown', () => {
  const fail = () => {
    throw new TypeError('no');
  };
  expect(fail).toThrow(TypeError);
  expect(fail).toThrow('no');
  expect(fail).toThrow(RangeError);
});
test('nothing is thrown', () => expect(() => {}).toThrow());
test('a rejection', async () => {
  await expect(Promise.reject(new TypeError('no'))).rejects.toThrow('no');
  await expect(Promise.resolve(1)).resolves.toBe(1);
  await expect(Promise.resolve(1)).rejects.toThrow();
});
test('calls', () => {
  const add = fn((a: number, b: number) => a + b);
  expect(add(1, 2)).toBe(3);
  expect(add).toHaveBeenCalledWith(1, 2);
  expect(add).toHaveBeenCalledTimes(2);
});
test('this and arguments', () => {
  const method = fn(function (this: unknown) {
    return this;
  });
  const host = { method };
  expect(host.method()).toBe(host);
  expect(method.calls[0]?.this).toBe(host);
  expect(method).toHaveBeenCalledWith(1);
});
test('a failure that was caught', () => {
  try {
    expect(1).toBe(2);
  } catch {
    // Swallowed, as a program under test might do.
  }
});
