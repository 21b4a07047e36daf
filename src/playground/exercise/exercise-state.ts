/** How far a reader is with an exercise, kept in their own browser. */
import { type KeptName, keep, readKept } from '../kept-store.ts';

export interface ExerciseState {
  /** An answer was checked. */
  tried: boolean;
  /** All tests passed once. */
  solved: boolean;
  /** All tests passed once, and have been changed since. */
  outdated: boolean;
  /** So many hints were opened. */
  hints: number;
}

/** The same as it is kept: `solved` is the version of the tests that passed. */
interface KeptState {
  tried?: boolean;
  solved?: string;
  hints?: number;
}

const kind = 'exercise';
/** How far one is does not depend on how the book words an exercise. */
const version = '1';

export interface ExerciseName {
  chapter: string;
  id: string;
  /** The version of its tests; where that is not known, those that passed count. */
  tests?: string | undefined;
}
const nameOf = ({ chapter, id }: ExerciseName): KeptName => ({ kind, chapter, id });

const read = (exercise: ExerciseName) =>
  (readKept(nameOf(exercise), version)?.value ?? {}) as Record<keyof KeptState, unknown>;

export function readExerciseState(exercise: ExerciseName): ExerciseState {
  const { tried, solved, hints } = read(exercise);
  const passed = typeof solved === 'string';
  const current = passed && (exercise.tests === undefined || exercise.tests === solved);
  return {
    tried: tried === true,
    solved: current,
    outdated: passed && !current,
    hints: Number.isInteger(hints) ? (hints as number) : 0,
  };
}

/** Keeps what has changed. Returns false when the browser would not. */
export function keepExerciseState(exercise: ExerciseName, change: KeptState): boolean {
  return keep(nameOf(exercise), version, { ...read(exercise), ...change });
}

/** What is said of a state, beside the name of the exercise; nothing where there is nothing to say. */
export const describeState = ({ tried, solved }: ExerciseState): string | undefined =>
  solved ? 'solved' : tried ? 'tried' : undefined;
