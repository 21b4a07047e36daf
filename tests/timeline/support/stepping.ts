/** The property that makes stepping backwards honest. */
import assert from 'node:assert/strict';
import { Steps } from '../../../src/timeline/interactive/player.ts';
import type { Derived } from '../../../src/trace/derive.ts';
import { stateAt } from '../../../src/trace/state.ts';
import type { StepKind } from '../../../src/trace/steps.ts';

export const kinds: StepKind[] = ['event', 'job', 'turn', 'line'];

/** Steps n times there and back, and compares what is shown on the way there with what is shown on the way back. */
export function thereAndBack(run: Derived, kind: StepKind, n: number): void {
  const steps = new Steps(run);
  const last = run.trace.events.length - 1;
  const way = [-1];
  for (let i = 0; i < n; i++) {
    const next = steps.next(way.at(-1) ?? -1, kind);
    if (next === way.at(-1)) break;
    assert.ok(next > (way.at(-1) ?? -1) && next <= last);
    way.push(next);
  }
  const states = way.map((seq) => stateAt(run, seq));
  let seq = way.at(-1) ?? -1;
  for (const [i, expected] of [...way.keys()].reverse().entries()) {
    assert.equal(seq, way[expected], `${kind}, ${i} steps back`);
    assert.deepEqual(stateAt(run, seq), states[expected]);
    seq = steps.previous(seq, kind);
  }
  assert.equal(seq, -1, 'the beginning is the beginning');
}
