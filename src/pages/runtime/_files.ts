import { importByNode } from '../../components/import-by-node.ts';
import type { RuntimeFile } from '../../sandbox/runtime-files.ts';

type Runtime = typeof import('../../sandbox/runtime-files.ts');

let built: Promise<RuntimeFile[]> | undefined;

/** Made once per build, and for every request while the book is being developed. */
export async function loadFiles(): Promise<RuntimeFile[]> {
  const { runtimeFiles } = await importByNode<Runtime>('src/sandbox/runtime-files.ts');
  if (!built || import.meta.env.DEV) built = runtimeFiles({ hashed: import.meta.env.PROD });
  return built;
}

export async function answerWith(name: string): Promise<Response> {
  const file = (await loadFiles()).find((candidate) => candidate.name === name);
  return file
    ? new Response(file.body, { headers: { 'Content-Type': file.type } })
    : new Response(null, { status: 404 });
}
