/** Everything the book serves for its type-checker in the page. Node only; finds its sources by its own address, so no bundler may move it. */
import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { engineSources } from '../worlds/sources.ts';
import type { Libraries } from './page-worker.ts';

export interface TypeFile {
  name: string;
  type: string;
  body: string;
}

/** `types.json`: the files' names under `types/` and how many bytes each has, before a host compresses it. */
export interface TypeFiles {
  worker: [name: string, bytes: number];
  libraries: [name: string, bytes: number];
  /** For examples that run in Node. */
  node: [name: string, bytes: number];
}

const folderOf = (module: string) => dirname(createRequire(import.meta.url).resolve(module));

/** The libraries that the checker's options mean, with those they refer to. */
function libraries(): Record<string, string> {
  const folder = folderOf('typescript');
  const texts: Record<string, string> = {};
  const visit = (name: string) => {
    if (name in texts) return;
    const text = readFileSync(join(folder, name), 'utf8');
    texts[name] = text;
    for (const [, other] of text.matchAll(/^\/\/\/ <reference lib="([^"]+)"/gm)) visit(`lib.${other}.d.ts`);
  };
  visit('lib.esnext.d.ts');
  visit('lib.dom.d.ts');
  return texts;
}

function nodeTypes(): Record<string, string> {
  const folder = folderOf('@types/node/package.json');
  const names = globSync('**/*.d.ts', { cwd: folder, exclude: ['ts5*/**'] });
  return Object.fromEntries(
    names.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]).sort(),
  );
}

async function worker(minify: boolean): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'page-worker.ts')],
    bundle: true,
    write: false,
    minify,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    legalComments: 'none',
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}

/** `hashed` is false in development: names without a hash, readable code. */
export async function typeFiles({
  hashed,
}: {
  hashed: boolean;
}): Promise<{ index: TypeFiles; files: TypeFile[] }> {
  const files: TypeFile[] = [];
  const add = (stem: string, extension: 'js' | 'json', body: string): [string, number] => {
    const hash = createHash('sha256').update(body).digest('hex').slice(0, 10);
    const name = hashed ? `${stem}-${hash}.${extension}` : `${stem}.${extension}`;
    const type = extension === 'js' ? 'text/javascript; charset=utf-8' : 'application/json; charset=utf-8';
    files.push({ name, type, body });
    return [name, Buffer.byteLength(body)];
  };
  const texts: Libraries = { libraries: libraries(), worlds: { ...engineSources() } };
  const index: TypeFiles = {
    worker: add('worker', 'js', await worker(hashed)),
    libraries: add('libraries', 'json', JSON.stringify(texts)),
    node: add('node', 'json', JSON.stringify(nodeTypes())),
  };
  return { index, files };
}
