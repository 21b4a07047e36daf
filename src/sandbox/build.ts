/**
 * Builds the files of the broker's page: the page itself with its policy, the broker's script, and the scripts it fetches
 * as text. Runs at build time, in Node.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { parserFile, trimParser } from '../engine/compile/trim-parser.ts';
import { brokerDocument, cageDocument } from './documents.ts';

export interface RuntimeFile {
  /** File name inside `runtime/`. */
  name: string;
  type: string;
  body: string;
}

export interface RuntimeSources {
  /** The script that runs programs, as text. */
  runtime: string;
  /** The same with the test kit. */
  testRuntime: string;
  /** The same for programs that may make workers; by default the same script. */
  teamRuntime?: string;
  /** Files that programs may import besides their own, by name. */
  worlds: Record<string, string>;
  /** Entry of the broker's script, relative to the project. */
  broker: string;
  /** Entry of the compiler's worker, relative to the project. */
  compiler: string;
  /** The project's folder. */
  root: string;
  /** False in development: names without a hash, readable code. */
  hashed: boolean;
}

const shared: BuildOptions = {
  bundle: true,
  write: false,
  platform: 'browser',
  target: 'es2022',
  legalComments: 'none',
  // ASCII only: the hash of a script must not depend on how a server labels its encoding.
  charset: 'ascii',
};

/** Leaves out what the compiler never asks of its parser: readers download it with their first edit. */
const trimmedParser: Plugin = {
  name: 'trimmed-parser',
  setup({ onLoad }) {
    onLoad({ filter: parserFile }, async ({ path }) => ({
      contents: trimParser(await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

async function bundle(entry: string, options: BuildOptions): Promise<string> {
  const { outputFiles } = await build({ ...shared, entryPoints: [entry], ...options });
  const text = outputFiles?.[0]?.text;
  if (text === undefined) throw new Error(`esbuild made nothing of ${entry}.`);
  return text;
}

/** A CSP source that allows exactly this script. */
export const hashSource = (script: string) =>
  `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

const shortHash = (body: string) => createHash('sha256').update(body).digest('hex').slice(0, 10);

/**
 * @throws Error when a source does not compile, or the cage's script cannot stand in a document.
 */
export async function buildRuntimeFiles(sources: RuntimeSources): Promise<RuntimeFile[]> {
  const { root, hashed } = sources;
  const minify = hashed;
  const script = (name: string, body: string): RuntimeFile => ({
    name: hashed ? `${name}-${shortHash(body)}.js` : `${name}.js`,
    type: 'text/javascript; charset=utf-8',
    body,
  });
  const [cage, compilerText] = await Promise.all([
    bundle(join(root, 'src/sandbox/cage.ts'), { format: 'iife', minify: true }),
    bundle(join(root, sources.compiler), {
      format: 'iife',
      minify,
      define: { WORLD_SOURCES: JSON.stringify(sources.worlds) },
      plugins: [trimmedParser],
    }),
  ]);
  const hash = hashSource(cage);
  const runtime = script('engine', sources.runtime);
  const testRuntime = script('engine-test', sources.testRuntime);
  const team = sources.teamRuntime === undefined ? runtime : script('engine-team', sources.teamRuntime);
  const compiler = script('compiler', compilerText);
  const broker = script(
    'broker',
    await bundle(join(root, sources.broker), {
      format: 'esm',
      minify,
      define: {
        CAGE_DOCUMENT: JSON.stringify(cageDocument(cage, hash)),
        RUNTIME_FILE: JSON.stringify(runtime.name),
        TEST_RUNTIME_FILE: JSON.stringify(testRuntime.name),
        TEAM_RUNTIME_FILE: JSON.stringify(team.name),
        COMPILER_FILE: JSON.stringify(compiler.name),
      },
    }),
  );
  const page: RuntimeFile = {
    name: 'index.html',
    type: 'text/html; charset=utf-8',
    body: brokerDocument(broker.name, runtime.name, hash),
  };
  return [page, broker, runtime, testRuntime, ...(team === runtime ? [] : [team]), compiler];
}
