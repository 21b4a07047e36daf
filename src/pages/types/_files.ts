import { importByNode } from '../../components/import-by-node.ts';

type Builder = typeof import('../../typecheck/page-files.ts');

let built: ReturnType<Builder['typeFiles']> | undefined;

/** Made once per build, and once while the book is being developed. */
export async function loadTypeFiles(): ReturnType<Builder['typeFiles']> {
  const { typeFiles } = await importByNode<Builder>('src/typecheck/page-files.ts');
  built ??= typeFiles({ hashed: import.meta.env.PROD });
  return built;
}

/** Static paths for the files with this ending, by their names without it. */
export async function stemsOf(ending: '.js' | '.json'): Promise<{ params: { stem: string } }[]> {
  const { files } = await loadTypeFiles();
  return files
    .filter(({ name }) => name.endsWith(ending))
    .map(({ name }) => ({ params: { stem: name.slice(0, -ending.length) } }));
}

export async function answerWith(name: string): Promise<Response> {
  const file = (await loadTypeFiles()).files.find((candidate) => candidate.name === name);
  return file
    ? new Response(file.body, { headers: { 'Content-Type': file.type } })
    : new Response(null, { status: 404 });
}
