import type { APIRoute, GetStaticPaths } from 'astro';
import { editUrl } from '../../../book/site.ts';
import { loadExamples } from '../../../components/examples.ts';
import { importByNode } from '../../../components/import-by-node.ts';
import { KeptTexts, versionOf } from '../../../components/kept-on-disk.ts';
import type { Snippet } from '../../../snippets/snippet.ts';

type Builder = typeof import('../../../playground/build-example-data.ts');

export const getStaticPaths = (async () => {
  const examples = await loadExamples();
  return examples
    .filter(({ snippet }) => snippet.mode === 'run')
    .map(({ snippet }) => ({ params: { chapter: snippet.chapter, id: snippet.id }, props: { snippet } }));
}) satisfies GetStaticPaths;

const kept = new KeptTexts('examples');
let version: Promise<string> | undefined;
/** Everything that has a part in an example's data. */
const makers = [
  'src/{engine,worlds}/**/*.ts',
  'src/playground/{build-example-data,example-data}.ts',
  'node_modules/.package-lock.json',
];

/** What the live script needs to run, edit and download an example. */
export const GET: APIRoute<{ snippet: Snippet }> = async ({ props: { snippet } }) => {
  const make = async () => {
    const { buildExampleData } = await importByNode<Builder>('src/playground/build-example-data.ts');
    return JSON.stringify(buildExampleData(snippet, edit));
  };
  const edit = editUrl(snippet.path);
  if (import.meta.env.DEV || !version) version = versionOf(makers);
  const text = await kept.get([JSON.stringify(snippet), edit, await version], make);
  return new Response(text, { headers: { 'content-type': 'application/json' } });
};
