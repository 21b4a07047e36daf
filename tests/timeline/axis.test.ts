import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { bestView, createAxis, seqAt, timeTicks } from '../../src/timeline/axis.ts';
import { derive } from '../../src/trace/derive.ts';
import { derived } from '../trace/cases.ts';
import { generated } from '../trace/generate.ts';

const labels = (from: number, to: number, room: number, duration: number) =>
  timeTicks({ from, to }, room, duration).map(({ label, end }) => (end ? `[${label}]` : label));

describe('the time axis', () => {
  test('has round values, and the end of the run as it is', () => {
    assert.deepEqual(labels(0, 610, 5, 610), ['0 ms', '200 ms', '400 ms', '600 ms', '[610 ms]']);
    assert.deepEqual(labels(0, 300, 8, 300), [
      '0 ms',
      '50 ms',
      '100 ms',
      '150 ms',
      '200 ms',
      '250 ms',
      '300 ms',
      '[300 ms]',
    ]);
  });

  test('has finer values when less of it is seen, and no end that is not seen', () => {
    assert.deepEqual(labels(100, 101, 4, 610), ['100.0 ms', '100.5 ms', '101.0 ms']);
    assert.deepEqual(labels(10, 10.02, 2, 610), ['10.00 ms', '10.01 ms', '10.02 ms']);
  });

  test('counts in seconds when there are many', () => {
    assert.deepEqual(labels(0, 49_147, 5, 49_147), ['0 s', '10 s', '20 s', '30 s', '40 s', '[49.15 s]']);
  });

  test('does not go on after the end of a shorter run', () => {
    assert.deepEqual(labels(0, 610, 5, 200), ['0 ms', '200 ms', '[200 ms]']);
  });
});

describe('the order axis', () => {
  test('gives every event a place of its own, and leaves room between turns', () => {
    const run = derived('standing-still');
    const axis = createAxis(run, 'order');
    for (const { seq } of run.trace.events.slice(1)) {
      const turns = run.turnOf[seq] !== run.turnOf[seq - 1];
      assert.equal(axis.left(seq) - axis.right(seq - 1), turns ? 1 : 0, `before event ${seq}`);
    }
    assert.equal(axis.right(run.trace.events.length - 1), axis.extent);
  });

  test('is chosen for a run that takes no time', () => {
    assert.equal(bestView(derived('message-and-generator')), 'order');
    assert.equal(bestView(derived('nobody-catches')), 'time');
  });
});

test('a place on the axis leads to the last event at or before it', () => {
  fc.assert(
    fc.property(
      generated,
      fc.constantFrom('time' as const, 'order' as const),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (run, view, share) => {
        const known = derive(run.trace);
        const axis = createAxis(known, view);
        const place = share * axis.extent;
        const expected = run.trace.events.findLastIndex(({ seq }) => axis.left(seq) <= place);
        assert.equal(seqAt(known, axis, place), expected);
      },
    ),
    { numRuns: 100 },
  );
});
