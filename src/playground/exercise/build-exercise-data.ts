/** Makes an exercise's data file at build. Node only. */
import { createHash } from 'node:crypto';
import type { Exercise } from '../../snippets/snippet.ts';
import type { ExerciseData } from './exercise-data.ts';

export function buildExerciseData({ chapter, id, tests, testNames, starter }: Exercise): ExerciseData {
  const { name, code } = tests;
  return {
    chapter,
    id,
    version: createHash('sha256').update(code).digest('hex').slice(0, 16),
    tests: { name, code },
    names: testNames,
    seed: starter.seed,
    limit: starter.limit,
  };
}
