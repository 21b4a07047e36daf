import type { APIRoute, GetStaticPaths } from 'astro';
import { loadExamples } from '../../../components/examples.ts';
import { recordRun } from '../../../components/recordings.ts';
import type { Snippet } from '../../../snippets/snippet.ts';

export const getStaticPaths = (async () => {
  const examples = await loadExamples();
  return examples
    .filter(({ snippet }) => snippet.mode === 'run')
    .map(({ snippet }) => ({ params: { chapter: snippet.chapter, id: snippet.id }, props: { snippet } }));
}) satisfies GetStaticPaths;

/** The trace of the run that the page shows, to be stepped through without running anything. */
export const GET: APIRoute<{ snippet: Snippet }> = async ({ props: { snippet } }) => {
  const run = await recordRun(snippet, snippet.host === 'node' ? 'node' : 'browser');
  return Response.json(run?.trace ?? null);
};
