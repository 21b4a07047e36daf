import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import {
  type Bounds,
  clamp,
  fit,
  isFit,
  pan,
  reveal,
  zoom,
} from '../../src/timeline/interactive/viewport.ts';

const bounds: Bounds = { view: 'time', extent: 600 };
const share = fc.double({ min: 0, max: 1, noNaN: true });
const range = fc
  .tuple(share, share)
  .map(([a, b]) => clamp({ from: Math.min(a, b) * 600, to: Math.max(a, b) * 600 }, bounds));

describe('the part of the axis that is seen', () => {
  test('keeps what is under the pointer in its place when zoomed', () => {
    fc.assert(
      fc.property(range, share, fc.double({ min: 1, max: 8, noNaN: true }), (before, at, factor) => {
        const anchor = before.from + at * (before.to - before.from);
        const after = zoom(before, factor, anchor, bounds);
        const now = (anchor - after.from) / (after.to - after.from);
        assert.ok(Math.abs(now - at) < 1e-6 || after.from === 0 || after.to === 600, `${at} became ${now}`);
      }),
    );
  });

  test('never leaves the run and never gets shorter than can be seen, whatever is done', () => {
    const step = fc.oneof(
      fc.record({
        kind: fc.constant('zoom' as const),
        factor: fc.double({ min: 0.01, max: 100, noNaN: true }),
        at: share,
      }),
      fc.record({ kind: fc.constant('pan' as const), by: fc.double({ min: -1000, max: 1000, noNaN: true }) }),
      fc.record({ kind: fc.constant('reveal' as const), at: share }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let now = fit(bounds);
        for (const next of steps) {
          if (next.kind === 'zoom') now = zoom(now, next.factor, next.at * 600, bounds);
          else if (next.kind === 'pan') now = pan(now, next.by, bounds);
          else now = reveal(now, next.at * 600, bounds);
          assert.ok(now.from >= 0 && now.to <= 600 + 1e-9, `${now.from}–${now.to}`);
          assert.ok(now.to - now.from >= 0.02 - 1e-9);
          if (next.kind === 'reveal')
            assert.ok(next.at * 600 >= now.from - 1e-9 && next.at * 600 <= now.to + 1e-9);
        }
      }),
    );
  });

  test('is all of it again after zooming out far enough', () => {
    assert.ok(isFit(zoom({ from: 300, to: 301 }, 1 / 1000, 300, bounds), bounds));
  });

  test('stays where it is when what is to be seen can be seen', () => {
    const seen = { from: 100, to: 200 };
    assert.equal(reveal(seen, 150, bounds), seen);
    assert.notEqual(reveal(seen, 450, bounds), seen);
  });
});
