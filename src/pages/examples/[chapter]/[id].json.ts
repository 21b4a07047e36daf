import type { APIRoute, GetStaticPaths } from 'astro';
import { editUrl } from '../../../book/site.ts';
import { loadExamples } from '../../../components/examples.ts';
import { importByNode } from '../../../components/import-by-node.ts';
import type { Snippet } from '../../../snippets/snippet.ts';

type Builder = typeof import('../../../playground/build-example-data.ts');

export const getStaticPaths = (async () => {
  const examples = await loadExamples();
  return examples
    .filter(({ snippet }) => snippet.mode === 'run')
    .map(({ snippet }) => ({ params: { chapter: snippet.chapter, id: snippet.id }, props: { snippet } }));
}) satisfies GetStaticPaths;

/** What the live script needs to run, edit and download an example. */
export const GET: APIRoute<{ snippet: Snippet }> = async ({ props: { snippet } }) => {
  const { buildExampleData } = await importByNode<Builder>('src/playground/build-example-data.ts');
  return Response.json(buildExampleData(snippet, editUrl(snippet.path)));
};
