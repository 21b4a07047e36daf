import type { APIRoute, GetStaticPaths } from 'astro';
import { answerWith, loadFiles } from './_files.ts';

export const getStaticPaths = (async () => {
  const scripts = (await loadFiles()).filter(({ name }) => name.endsWith('.js'));
  return scripts.map(({ name }) => ({ params: { script: name.slice(0, -'.js'.length) } }));
}) satisfies GetStaticPaths;

/** The broker's script, and those it fetches as text: the engine and the compiler. */
export const GET: APIRoute<Record<never, never>, { script: string }> = ({ params }) =>
  answerWith(`${params.script}.js`);
