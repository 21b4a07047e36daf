/** What a page must know to check an exercise: one JSON file per exercise, fetched at the first check. */

export interface ExerciseData {
  chapter: string;
  id: string;
  /** Changes whenever the tests do. */
  version: string;
  /** The file of the tests, which is what is run. */
  tests: { name: string; code: string };
  /** The names of the tests, in order. */
  names: string[];
  /** The seed of the program's own random numbers, and the longest run of one test in real ms. */
  seed: number;
  limit: number;
}

/** @throws Error for the reader when it cannot be had */
export async function loadExercise(url: string): Promise<ExerciseData> {
  const response = await fetch(url).catch(() => undefined);
  if (!response?.ok)
    throw new Error('The tests of this exercise could not be loaded. Check the connection and try again.');
  return (await response.json()) as ExerciseData;
}
