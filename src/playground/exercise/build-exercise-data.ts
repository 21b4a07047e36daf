/** Makes at build what a page knows of an exercise. Node only. */
import { createHash } from 'node:crypto';
import type { Exercise } from '../../snippets/snippet.ts';
import type { ExerciseData } from './exercise-data.ts';

/** Changes whenever the tests do: what passed before may not pass now. */
export const testsVersion = ({ tests }: Pick<Exercise, 'tests'>): string =>
  createHash('sha256').update(tests.code).digest('hex').slice(0, 10);

export function buildExerciseData(exercise: Exercise): ExerciseData {
  const { chapter, id, tests, testNames, starter } = exercise;
  const { name, code } = tests;
  return {
    chapter,
    id,
    version: testsVersion(exercise),
    tests: { name, code },
    names: testNames,
    seed: starter.seed,
    limit: starter.limit,
  };
}
