import type { APIRoute, GetStaticPaths } from 'astro';
import { drawTimeline, isFolded } from '../../../components/drawings.ts';
import { loadExamples } from '../../../components/examples.ts';
import type { FoldedDrawing } from '../../../playground/folded-drawing.ts';
import type { Snippet } from '../../../snippets/snippet.ts';

export const getStaticPaths = (async () => {
  const examples = await loadExamples();
  return examples
    .filter(({ snippet }) => snippet.mode === 'run' && snippet.timeline !== 'none' && isFolded(snippet))
    .map(({ snippet }) => ({ params: { chapter: snippet.chapter, id: snippet.id }, props: { snippet } }));
}) satisfies GetStaticPaths;

/** The drawing that a fold of the chapter fetches when it is opened. */
export const GET: APIRoute<{ snippet: Snippet }> = async ({ props: { snippet } }) => {
  const drawing: FoldedDrawing = { html: (await drawTimeline(snippet))?.html ?? '' };
  return Response.json(drawing);
};
