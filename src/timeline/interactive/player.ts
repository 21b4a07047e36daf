/** Replaying a recorded run: which event is shown when. Pure; nothing of the program runs again. */
import type { Derived } from '../../trace/derive.ts';
import { type StepKind, stepsOf } from '../../trace/steps.ts';
import type { Axis } from '../axis.ts';
import { seqAt } from '../axis.ts';

/** Virtual ms, or events, that are shown per real ms. */
export interface Pace {
  label: string;
  /** 1: a virtual ms takes a ms; in the order view, a second takes a few events. `Infinity` goes to the end at once. */
  speed: number;
}

export const paces: readonly Pace[] = [
  { label: '¼×', speed: 0.25 },
  { label: '½×', speed: 0.5 },
  { label: '1×', speed: 1 },
  { label: '4×', speed: 4 },
  { label: 'instant', speed: Number.POSITIVE_INFINITY },
];

/** Events per second in the order view at speed 1. */
const EVENTS_PER_SECOND = 4;

/** Where the replay stands: a place on the axis, and the last event at or before it. */
export interface Position {
  place: number;
  seq: number;
}

/** The position after `elapsed` real ms of playing; at the latest the end. */
export function advance(
  derived: Derived,
  axis: Axis,
  from: Position,
  elapsed: number,
  speed: number,
): Position {
  const last = derived.trace.events.length - 1;
  const end = axis.left(last);
  const units = axis.view === 'time' ? elapsed * speed : (elapsed / 1000) * EVENTS_PER_SECOND * speed;
  const place = Math.min(end, from.place + units);
  return place >= end
    ? { place: end, seq: last }
    : { place, seq: Math.max(from.seq, seqAt(derived, axis, place)) };
}

/** Steps of all kinds, found once. */
export class Steps {
  #derived: Derived;
  #known = new Map<StepKind, number[]>();

  constructor(derived: Derived) {
    this.#derived = derived;
  }

  of(kind: StepKind): number[] {
    const steps = this.#known.get(kind) ?? this.#find(kind);
    this.#known.set(kind, steps);
    return steps;
  }

  #find(kind: StepKind): number[] {
    // Servers at work between two jobs are no task of the program's.
    if (kind === 'job')
      return this.#derived.jobs
        .flatMap((job) => (job.kind === 'outside' ? [] : job.startSeq))
        .sort((a, b) => a - b);
    return stepsOf(this.#derived, kind);
  }

  /** The next place after `seq`; the run's end when there is none. */
  next(seq: number, kind: StepKind): number {
    const steps = this.of(kind);
    return steps[countUntil(steps, seq)] ?? this.#derived.trace.events.length - 1;
  }

  /** The place before `seq`; -1, the beginning, when there is none. */
  previous(seq: number, kind: StepKind): number {
    const steps = this.of(kind);
    return steps[countUntil(steps, seq - 1) - 1] ?? -1;
  }
}

/** How many of ascending numbers are at most `value`. */
function countUntil(numbers: readonly number[], value: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}
