import type { APIRoute, GetStaticPaths } from 'astro';
import { importByNode } from '../../components/import-by-node.ts';
import type { RuntimeFile } from '../../sandbox/runtime-files.ts';

type Runtime = typeof import('../../sandbox/runtime-files.ts');

let built: Promise<RuntimeFile[]> | undefined;

async function build(): Promise<RuntimeFile[]> {
  const { runtimeFiles } = await importByNode<Runtime>('src/sandbox/runtime-files.ts');
  if (!built || import.meta.env.DEV) built = runtimeFiles({ hashed: import.meta.env.PROD });
  return built;
}

export const getStaticPaths = (async () =>
  (await build()).map((file) => ({ params: { file: file.name } }))) satisfies GetStaticPaths;

/** The broker's page, its script, and what it fetches: see `src/sandbox/`. */
export const GET: APIRoute<Record<never, never>, { file: string }> = async ({ params }) => {
  const file = (await build()).find(({ name }) => name === params.file);
  return file
    ? new Response(file.body, { headers: { 'Content-Type': file.type } })
    : new Response(null, { status: 404 });
};
