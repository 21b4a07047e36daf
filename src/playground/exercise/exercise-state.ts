/** How far a reader is with an exercise, kept in their own browser. */
import { type KeptName, keep, readKept } from '../kept-store.ts';

export interface ExerciseState {
  /** An answer was checked. */
  tried: boolean;
  /** All tests passed once. */
  solved: boolean;
  /** So many hints were opened. */
  hints: number;
}

const kind = 'exercise';
/** How far one is does not depend on how the book words an exercise. */
const version = '1';

export interface ExerciseName {
  chapter: string;
  id: string;
}
const nameOf = ({ chapter, id }: ExerciseName): KeptName => ({ kind, chapter, id });

export function readExerciseState(exercise: ExerciseName): ExerciseState {
  const value = readKept(nameOf(exercise), version)?.value as Partial<ExerciseState> | undefined;
  return {
    tried: value?.tried === true,
    solved: value?.solved === true,
    hints: Number.isInteger(value?.hints) ? (value?.hints as number) : 0,
  };
}

/** Keeps what has changed. Returns false when the browser would not. */
export function keepExerciseState(exercise: ExerciseName, change: Partial<ExerciseState>): boolean {
  return keep(nameOf(exercise), version, { ...readExerciseState(exercise), ...change });
}

/** What is said of a state, beside the name of the exercise; nothing where there is nothing to say. */
export const describeState = ({ tried, solved }: ExerciseState): string | undefined =>
  solved ? 'solved' : tried ? 'tried' : undefined;
