/** What the Rates board reads in printed lines. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readBoard } from '../../src/playground/printed-rates.ts';

const line = (text: string, at = '') => ({ text, at });

describe('the board reads', () => {
  test('a rate and the moment it came', () => {
    assert.deepEqual(readBoard([line('1 USD = 0.8 EUR', '120 ms')]), {
      rates: { USD: { rate: '0.8', at: '120 ms' } },
      total: undefined,
    });
  });

  test('the total, when it is the last line', () => {
    assert.equal(readBoard([line('1 NOK = 0.08 EUR'), line('610 ms')]).total, '610 ms');
    assert.equal(readBoard([line('610 ms'), line('1 NOK = 0.08 EUR')]).total, undefined);
  });

  test('the newest of two rates of one currency', () => {
    const { rates } = readBoard([line('1 USD = 0.8 EUR', '120 ms'), line('1 USD = 0.9 EUR', '240 ms')]);
    assert.deepEqual(rates, { USD: { rate: '0.9', at: '240 ms' } });
  });

  test('nothing in other lines', () => {
    for (const text of ['', 'asked', '1 USD = many EUR', '2 USD = 1.6 EUR', ' 1 USD = 0.8 EUR'])
      assert.deepEqual(readBoard([line(text)]).rates, {}, text);
  });
});
