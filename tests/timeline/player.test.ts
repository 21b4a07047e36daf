import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { createAxis } from '../../src/timeline/axis.ts';
import { advance, type Position, Steps } from '../../src/timeline/interactive/player.ts';
import { type Derived, derive } from '../../src/trace/derive.ts';
import { cases, derived } from '../trace/cases.ts';
import { generated } from '../trace/generate.ts';
import { kinds, thereAndBack } from './support/stepping.ts';

describe('stepping', () => {
  for (const [name, trace] of cases) {
    test(`n steps forward and n back show the same: ${name}`, () => {
      for (const kind of kinds) thereAndBack(derive(trace), kind, trace.events.length + 5);
    });
  }

  test('n steps forward and n back show the same in any run', () => {
    fc.assert(
      fc.property(generated, fc.constantFrom(...kinds), fc.nat(60), ({ trace }, kind, n) =>
        thereAndBack(derive(trace), kind, n),
      ),
      { numRuns: 100 },
    );
  });

  test('goes to the end after the last line, and comes back to that line', () => {
    const run = derived('one-after-another');
    const steps = new Steps(run);
    const lastLine = run.output.at(-1)?.seq ?? -1;
    const end = steps.next(lastLine, 'line');
    assert.equal(end, run.trace.events.length - 1);
    assert.equal(steps.previous(end, 'line'), lastLine);
  });
});

describe('playing', () => {
  const play = (run: Derived, view: 'time' | 'order', frame: number, speed: number) => {
    const axis = createAxis(run, view);
    let position: Position = { place: 0, seq: -1 };
    const seen: number[] = [];
    let ms = 0;
    while (position.seq < run.trace.events.length - 1) {
      position = advance(run, axis, position, frame, speed);
      seen.push(position.seq);
      ms += frame;
      assert.ok(ms < 1e6, 'it comes to an end');
    }
    return { ms, seen };
  };

  test('takes as long as the run took, at a quarter of the speed four times as long', () => {
    const run = derived('one-after-another');
    assert.ok(Math.abs(play(run, 'time', 10, 1).ms - 610) <= 20);
    assert.ok(Math.abs(play(run, 'time', 10, 0.25).ms - 2440) <= 20);
  });

  test('never goes back, and ends with the last event, in both views', () => {
    for (const view of ['time', 'order'] as const) {
      const { seen } = play(derived('standing-still'), view, 16, 4);
      assert.deepEqual(
        seen,
        seen.toSorted((a, b) => a - b),
      );
    }
  });

  test('shows a few events per second in the order view', () => {
    const run = derived('message-and-generator');
    const { ms } = play(run, 'order', 10, 1);
    assert.ok(ms / run.trace.events.length > 200 && ms / run.trace.events.length < 320, `${ms} ms`);
  });
});
