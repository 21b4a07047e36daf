import type { APIRoute, GetStaticPaths } from 'astro';
import { type BookExample, loadExamples } from '../../../components/examples.ts';

export const getStaticPaths = (async () => {
  const examples = await loadExamples();
  return examples
    .filter(({ snippet }) => snippet.mode === 'run')
    .map((example) => ({
      params: { chapter: example.snippet.chapter, id: example.snippet.id },
      props: { example },
    }));
}) satisfies GetStaticPaths;

/** What the live script needs to run and edit an example. */
export const GET: APIRoute<{ example: BookExample }> = ({ props: { example } }) =>
  new Response(JSON.stringify(example), { headers: { 'Content-Type': 'application/json' } });
