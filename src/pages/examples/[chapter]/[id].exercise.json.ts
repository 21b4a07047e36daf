import type { APIRoute, GetStaticPaths } from 'astro';
import { loadExercises } from '../../../components/examples.ts';
import { importByNode } from '../../../components/import-by-node.ts';
import type { Exercise } from '../../../snippets/snippet.ts';

type Builder = typeof import('../../../playground/exercise/build-exercise-data.ts');

export const getStaticPaths = (async () => {
  const exercises = await loadExercises();
  return exercises.map((exercise) => ({
    params: { chapter: exercise.chapter, id: exercise.id },
    props: { exercise },
  }));
}) satisfies GetStaticPaths;

/** What the live script needs to check an exercise. */
export const GET: APIRoute<{ exercise: Exercise }> = async ({ props: { exercise } }) => {
  const { buildExerciseData } = await importByNode<Builder>('src/playground/exercise/build-exercise-data.ts');
  return Response.json(buildExerciseData(exercise));
};
