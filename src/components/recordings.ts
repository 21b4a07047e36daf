/** Recorded runs: what the book's own programs did when the site was built. They give printed lines their stamps. */
import { createHash } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { RunOptions, RunResult } from '../engine/protocol.ts';
import { isSameOutput } from '../playground/same-output.ts';
import type { Snippet } from '../snippets/snippet.ts';
import { worldFilesFor } from '../worlds/index.ts';
import { importByNode } from './import-by-node.ts';
import { KeptTexts, versionOf } from './kept-on-disk.ts';
import { Turns } from './turns.ts';

type Flavour = RunOptions['flavour'];

const kept = new KeptTexts('recordings');
/** Programs on a clock of their own are made to share the cores; the times of the real clock would tell of it. */
const turns = new Turns(availableParallelism());

/** Runs of this build by key: programs that are the same run once. */
const recorded = new Map<string, Promise<RunResult | undefined>>();
/** Runs of this build by example: output, timeline, trace and words ask for the same one. */
const byExample = new Map<string, Promise<RunResult | undefined>>();

/** Runs on the real clock before it is given up: a busy machine has bad moments. */
const ATTEMPTS = 12;

/** What runs the examples, and its version. */
async function loadEngine() {
  const [{ run }, { bundleRuntime }, { engineSources }] = await Promise.all([
    importByNode<typeof import('../engine/hosts/node.ts')>('src/engine/hosts/node.ts'),
    importByNode<typeof import('../engine/bundle.ts')>('src/engine/bundle.ts'),
    importByNode<typeof import('../worlds/sources.ts')>('src/worlds/sources.ts'),
  ]);
  // The compiler's files, and not what it makes of a program: to compile every example only in order to see whether that has
  // changed took as long as highlighting all of them.
  const compiler = await versionOf([
    'src/engine/compile/**/*.ts',
    ...['parser', 'types'].map((name) => `node_modules/@babel/${name}/package.json`),
  ]);
  return {
    run,
    worlds: engineSources(),
    version: createHash('sha256')
      .update(compiler)
      .update(await bundleRuntime('node'))
      .digest('hex'),
  };
}

let engine: ReturnType<typeof loadEngine> | undefined;

/**
 * Runs an example, or finds the run on disk when neither program nor engine has changed. On the real clock the times are
 * those of the machine that builds the site, and a run that does not print what the book says is tried again.
 * @returns nothing for an example that is not run, or when no run on the real clock prints what the book says
 */
export function recordRun(snippet: Snippet, flavour: Flavour): Promise<RunResult | undefined> {
  const name = `${snippet.chapter}/${snippet.id} ${flavour}`;
  const known = byExample.get(name);
  // While the book is being written, an example changes between two requests.
  if (known && !import.meta.env?.DEV) return known;
  const run = findRun(snippet, flavour);
  byExample.set(name, run);
  return run;
}

async function findRun(snippet: Snippet, flavour: Flavour): Promise<RunResult | undefined> {
  if (snippet.mode !== 'run') return undefined;
  if (!engine || import.meta.env?.DEV) engine = loadEngine();
  const { run, worlds, version } = await engine;
  const sources = Object.fromEntries(snippet.files.map(({ name, code }) => [name, code]));
  const program = { entry: snippet.entry, files: { ...worldFilesFor(sources, worlds), ...sources } };
  const options: Partial<RunOptions> = {
    clock: snippet.clock,
    seed: snippet.seed,
    limit: snippet.limit,
    flavour,
  };
  const key = JSON.stringify([program, options]);
  let result = recorded.get(key);
  if (!result) {
    const isReal = snippet.clock === 'real';
    result = readOrRun(
      [key, version],
      () => turns.take(isReal, () => run(program, options)),
      (made) => !isReal || fits(snippet, flavour, made),
      isReal ? ATTEMPTS : 1,
    );
    recorded.set(key, result);
  }
  return result;
}

/** Did the run print what the book says? */
function fits({ expectations }: Snippet, flavour: Flavour, { output }: RunResult): boolean {
  const expectation = expectations.find(({ host }) => host === 'any' || host === flavour);
  const lines = output.flatMap(({ level, text }) => (level === 'system' ? [] : text.trimEnd()));
  return expectation === undefined || isSameOutput(expectation.segments, lines);
}

async function readOrRun(
  madeOf: string[],
  run: () => Promise<RunResult>,
  isRight: (result: RunResult) => boolean,
  attempts: number,
): Promise<RunResult | undefined> {
  const text = await kept.read(madeOf);
  const known: RunResult | undefined = text === undefined ? undefined : JSON.parse(text);
  if (known && isRight(known)) return known;
  let result = await run();
  for (let more = attempts - 1; more > 0 && !isRight(result); more--) result = await run();
  if (!isRight(result)) return undefined;
  kept.write(madeOf, JSON.stringify(result));
  return result;
}
