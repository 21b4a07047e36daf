/** Where a reader who steps through a run comes to stand. */
import type { Derived } from './derive.ts';

/** By how much to step: to the next event, job (task or microtask), turn, or line of output. */
export type StepKind = 'event' | 'job' | 'turn' | 'line';

/** `seq` of all places a step of this kind can lead to, ascending. Before the first of them there is -1, the beginning. */
export function stepsOf(derived: Derived, kind: StepKind): number[] {
  switch (kind) {
    case 'event':
      return derived.trace.events.map(({ seq }) => seq);
    // Jobs and turns come thread by thread; a reader steps through all of them as they happened.
    case 'job':
      return derived.jobs.map(({ startSeq }) => startSeq).sort(ascending);
    case 'turn':
      return derived.turns.map(({ startSeq }) => startSeq).sort(ascending);
    case 'line':
      return derived.output.map(({ seq }) => seq);
  }
}

const ascending = (a: number, b: number) => a - b;

/** The next place after `seq`; `seq` itself when there is none. */
export function stepForward(derived: Derived, seq: number, kind: StepKind): number {
  return stepsOf(derived, kind).find((step) => step > seq) ?? seq;
}

/** The place before `seq`; -1, the beginning, when there is none. */
export function stepBack(derived: Derived, seq: number, kind: StepKind): number {
  return stepsOf(derived, kind).findLast((step) => step < seq) ?? -1;
}
