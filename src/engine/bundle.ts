/**
 * The runtime as one classic script per kind of host. Bundling takes longer than running a program, so the result is
 * kept on disk under the hash of everything that went into it.
 */
import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, version } from 'esbuild';

export type BundleKind = 'browser' | 'node';

const engine = fileURLToPath(new URL('.', import.meta.url));
const cache = join(engine, '../../node_modules/.cache/interleave');
/** Hot code first: how long a bundle made in this process stays valid without looking at the disk again. */
const made = new Map<string, Promise<string>>();

export interface BundleOptions {
  /** Short names and no line ends. Default true. */
  minify?: boolean;
}

/**
 * The script's text. For `browser` an expression whose value is the function that `assemble` makes the program's part
 * call; for `node` a script that a worker thread is started with.
 * @throws Error when the runtime does not compile.
 */
export function bundleRuntime(kind: BundleKind, { minify = true }: BundleOptions = {}): Promise<string> {
  const key = `${kind}-${minify}`;
  let text = made.get(key);
  if (!text) {
    text = cached(kind, minify);
    made.set(key, text);
    text.catch(() => made.delete(key));
  }
  return text;
}

async function cached(kind: BundleKind, minify: boolean): Promise<string> {
  const manifest = join(cache, `runtime-${kind}${minify ? '' : '-plain'}.json`);
  try {
    const { inputs, hash, text } = JSON.parse(await readFile(manifest, 'utf8')) as Manifest;
    if (hash === (await hashOf(inputs))) return text;
  } catch {
    // Not there, or of another shape: it is made anew.
  }
  const { text, inputs } = await make(kind, minify);
  const entry: Manifest = { inputs, hash: await hashOf(inputs), text };
  try {
    await mkdir(cache, { recursive: true });
    // Written aside and renamed, so that a process that reads at the same time never sees half of it.
    const aside = `${manifest}.${process.pid}`;
    await writeFile(aside, JSON.stringify(entry));
    await rename(aside, manifest);
  } catch {
    // A disk that cannot be written to costs time, nothing else.
  }
  return text;
}

interface Manifest {
  /** Files that went into the bundle, relative to the engine's folder. */
  inputs: string[];
  hash: string;
  text: string;
}

async function hashOf(inputs: string[]): Promise<string> {
  const hash = createHash('sha256')
    .update(version)
    .update(await readFile(fileURLToPath(import.meta.url)));
  for (const input of inputs) hash.update(`\0${input}\0`).update(await readFile(join(engine, input)));
  return hash.digest('hex');
}

async function make(kind: BundleKind, minify: boolean): Promise<{ text: string; inputs: string[] }> {
  const browser = kind === 'browser';
  const { outputFiles, metafile } = await build({
    entryPoints: [join(engine, `hosts/${kind}-worker.ts`)],
    absWorkingDir: engine,
    bundle: true,
    write: false,
    metafile: true,
    minify,
    // Nothing is lowered: helpers would look things up where a program can reach them.
    target: 'esnext',
    format: browser ? 'iife' : 'cjs',
    platform: browser ? 'browser' : 'node',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
    logOverride: { 'import-is-undefined': 'error' },
    ...(browser && { globalName: 'runtime' }),
  });
  const body = outputFiles[0]?.text ?? '';
  return {
    text: browser ? `"use strict";(function(){${body}return runtime.default})()` : `"use strict";${body}`,
    inputs: Object.keys(metafile.inputs).sort(),
  };
}
