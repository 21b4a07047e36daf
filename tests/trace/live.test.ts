import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { indexLifetimes, type Lifetime } from '../../src/trace/live.ts';
import { mostAtOnce } from '../../src/trace/summarise.ts';

const lifetimes: fc.Arbitrary<Lifetime[]> = fc
  .array(
    fc.tuple(
      fc.nat(500),
      fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1000 }), fc.constant(Infinity)),
    ),
    {
      maxLength: 1000,
      size: 'max',
    },
  )
  .map((all) => all.map(([from, length]) => ({ from, to: from + length })).sort((a, b) => a.from - b.from));

const aliveAt = (all: Lifetime[], seq: number) =>
  all.flatMap(({ from, to }, i) => (from <= seq && seq < to ? i : []));

test('an index of lifetimes finds what is alive at any moment', () => {
  fc.assert(
    fc.property(lifetimes, (all) => {
      const index = indexLifetimes(all);
      for (let seq = -1; seq < 520; seq += 7) assert.deepEqual(index.at(seq), aliveAt(all, seq), `at ${seq}`);
    }),
    { numRuns: 60 },
  );
});

test('the most lifetimes at once is the largest number found alive at any moment', () => {
  fc.assert(
    fc.property(lifetimes, (all) => {
      const most = Math.max(0, ...all.map(({ from }) => aliveAt(all, from).length));
      assert.equal(mostAtOnce(all), most);
    }),
    { numRuns: 30 },
  );
});
