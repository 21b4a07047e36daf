/**
 * The runtime as one classic script per kind of host, and the scripts of other threads that contain it. Bundling takes
 * longer than running a program, so the result is kept on disk under the hash of everything that went into it.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { cacheFile } from '../files/replace-file.js';

/** `…-test`: with the test kit, for exercises; `browser-team`: for programs that may make workers. */
export type BundleKind = 'browser' | 'node' | 'browser-test' | 'node-test' | 'browser-team';

const engine = fileURLToPath(new URL('.', import.meta.url));
const cache = join(engine, '../../node_modules/.cache/interleave');
const bundler = createRequire(import.meta.url).resolve('esbuild/package.json');
/** Hot code first: how long a bundle made in this process stays valid without looking at the disk again. */
const made = new Map<string, Promise<string>>();

const isExpect = /@vitest[\\/]expect[\\/].*\.js$/;

/**
 * `@vitest/expect` keeps its state on the global object, where a program could put a comparison of its own into it: it
 * gets an object of its own in that place.
 */
function withOwnScope(text: string): string {
  return `const ownScope = {};\n${text.replaceAll('globalThis', 'ownScope')}`;
}

export interface BundleOptions {
  /** Short names and no line ends. Default true. */
  minify?: boolean;
}

/**
 * The script's text. For browsers an expression whose value is the function that `assemble` makes the program's part
 * call; for `node` a script that a worker thread is started with.
 * @throws Error when the runtime does not compile.
 */
export function bundleRuntime(kind: BundleKind, { minify = true }: BundleOptions = {}): Promise<string> {
  const entry = join(engine, `hosts/${kind}-worker.ts`);
  return bundleOnce({ name: `runtime-${kind}${minify ? '' : '-plain'}`, entry, kind, minify });
}

/**
 * The script of a worker thread of Node that begins with the file `entry`, an absolute path; `name` is unique.
 * @throws Error when it does not compile.
 */
export function bundleThread(name: string, entry: string): Promise<string> {
  return bundleOnce({ name, entry, kind: 'node', minify: true });
}

/** What `bundleThread` would answer, at once; nothing where it would have to look at the sources or to bundle them. */
export function recallThread(name: string): string | undefined {
  return textIfTrusted(recall(keptPath(name)));
}

let trusted: string | undefined;

const textIfTrusted = (known: Manifest | undefined) =>
  known?.signature !== undefined && known.signature === trusted ? known.text : undefined;

/**
 * Says that the caller has seen to it that sources and packages are in a state which `signature` names: what was bundled from
 * that state is then taken without reading all of it again.
 */
export function trustSources(signature: string): void {
  trusted = signature;
}

interface Bundling {
  /** The name it is kept under. */
  name: string;
  entry: string;
  kind: BundleKind;
  minify: boolean;
}

function bundleOnce(bundling: Bundling): Promise<string> {
  let text = made.get(bundling.name);
  if (!text) {
    text = cached(bundling);
    made.set(bundling.name, text);
    text.catch(() => made.delete(bundling.name));
  }
  return text;
}

async function cached(bundling: Bundling): Promise<string> {
  const path = keptPath(bundling.name);
  const known = recall(path);
  const text = textIfTrusted(known);
  if (text !== undefined) return text;
  const isValid = known && known.self === (await ownHash()) && (await areUnchanged(known.inputs));
  const manifest = isValid ? known : await make(bundling);
  if (!isValid || trusted !== undefined)
    cacheFile(path, JSON.stringify({ ...manifest, ...(trusted !== undefined && { signature: trusted }) }));
  return manifest.text;
}

const keptPath = (name: string) => join(cache, `${name}.json`);

/** Nothing when there is none, or one of another shape. */
function recall(path: string): Manifest | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

interface Manifest {
  /** Of the sources it was made from or found unchanged with, if that was known. */
  signature?: string;
  /** Hash of this file and of esbuild's description. */
  self: string;
  /** Hashes of what went into the bundle, by path from this folder: a cache may be copied along with a checkout. */
  inputs: Record<string, string>;
  text: string;
}

const hashOf = (text: string | Buffer) => createHash('sha256').update(text).digest('base64');

async function ownHash(): Promise<string> {
  const [own, esbuild] = await Promise.all([
    readFile(fileURLToPath(import.meta.url), 'utf8'),
    readFile(bundler, 'utf8'),
  ]);
  return hashOf(esbuild + own);
}

async function areUnchanged(inputs: Record<string, string>): Promise<boolean> {
  const checks = Object.entries(inputs).map(
    async ([path, hash]) => hash === hashOf(await readFile(join(engine, path))),
  );
  try {
    return (await Promise.all(checks)).every(Boolean);
  } catch {
    // One of them is gone.
    return false;
  }
}

async function make({ entry, kind, minify }: Bundling): Promise<Manifest> {
  const browser = kind.startsWith('browser');
  const inputs: Record<string, string> = {};
  /** Files are read here, so that what is hashed is what was bundled, even if a file changes meanwhile. */
  const reader: Plugin = {
    name: 'read-and-hash',
    setup({ onLoad }) {
      onLoad({ filter: /\.[cm]?[jt]s$/ }, async ({ path }) => {
        const file = await readFile(path);
        inputs[relative(engine, path)] = hashOf(file);
        const contents = isExpect.test(path) ? withOwnScope(file.toString()) : file;
        return { contents, loader: /ts$/.test(path) ? 'ts' : 'js' };
      });
    },
  };
  // Loaded when it is needed: mostly the bundle is there.
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    entryPoints: [entry],
    absWorkingDir: engine,
    bundle: true,
    write: false,
    minify,
    // Nothing is lowered: helpers would look things up where a program can reach them.
    target: 'esnext',
    format: browser ? 'iife' : 'cjs',
    platform: browser ? 'browser' : 'node',
    charset: 'ascii',
    legalComments: 'none',
    logLevel: 'silent',
    logOverride: { 'import-is-undefined': 'error' },
    plugins: [reader],
    ...(browser && { globalName: 'runtime' }),
  });
  const body = outputFiles[0]?.text ?? '';
  return {
    self: await ownHash(),
    inputs,
    // In a function, so that the script's own names are none of the global object's.
    text: `"use strict";(function(){${body}${browser ? 'return runtime.default' : ''}})()`,
  };
}
