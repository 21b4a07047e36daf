import { importByNode } from '../../components/import-by-node.ts';
import { KeptTexts, versionOf } from '../../components/kept-on-disk.ts';

type Builder = typeof import('../../typecheck/page-files.ts');

type Files = Awaited<ReturnType<Builder['typeFiles']>>;

const kept = new KeptTexts('types');
/** Everything the files are made of. */
const makers = ['src/**/*.ts', 'tsconfig.json', 'node_modules/.package-lock.json'];

let built: Promise<Files> | undefined;

async function build(): Promise<Files> {
  const make = async () => {
    const { typeFiles } = await importByNode<Builder>('src/typecheck/page-files.ts');
    return typeFiles({ hashed: import.meta.env.PROD });
  };
  if (import.meta.env.DEV) return make();
  // To bundle a compiler takes longer than a chapter.
  return JSON.parse(await kept.get([await versionOf(makers)], async () => JSON.stringify(await make())));
}

/** Made once per build, and once while the book is being developed. */
export function loadTypeFiles(): Promise<Files> {
  built ??= build();
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
