/**
 * What there is to import: an example writes `import { getRates } from './worlds/rates.ts'`. Pure; the texts of the files come
 * from `sources.ts` (Node) or from the page's build, keyed by the same names.
 */

/** A world: a small client that examples import, and the server it talks to. */
export interface World {
  /** `rates` */
  name: string;
  /** `worlds/rates.ts` */
  file: string;
  /** Where its server answers; absent for a world without one. */
  host?: string;
}

export const worlds: readonly World[] = [
  { name: 'rates', file: 'worlds/rates.ts', host: 'rates.test' },
  { name: 'weather', file: 'worlds/weather.ts', host: 'weather.test' },
  { name: 'cities', file: 'worlds/cities.ts', host: 'cities.test' },
  { name: 'box-office', file: 'worlds/box-office.ts', host: 'boxoffice.test' },
  { name: 'site', file: 'worlds/site.ts', host: 'site.test' },
  { name: 'photos', file: 'worlds/photos.ts' },
  { name: 'chat', file: 'worlds/chat.ts', host: 'chat.test' },
];

/** Files an example may import, by the names they have beside it. */
export const worldFiles: readonly string[] = [
  'worlds/helpers.ts',
  'worlds/network.ts',
  'worlds/control.ts',
  'worlds/http.ts',
  'worlds/test.ts',
  'worlds/worker.ts',
  ...worlds.map((world) => world.file),
];

/** What the author of an example writes behind `worlds/`: `rates`. */
export const worldNames: readonly string[] = worldFiles.map((file) => file.replace(/^worlds\/|\.ts$/g, ''));

/** Source texts by name: `{ 'worlds/rates.ts': 'import …' }`. */
export type Sources = Readonly<Record<string, string>>;

/**
 * `worlds/network.ts` as the engine and the type-checker see it: the network is part of the runtime (`src/engine/runtime/network.ts`),
 * so that servers are no part of the program that is watched.
 */
export const engineNetworkFile = `/** Under the engine the network is built in; a downloaded program has the servers in this file's place. */
interface BlockingAnswer {
  ok: boolean;
  status: number;
  statusText: string;
  headers: Headers;
  text: string;
}

interface Network {
  connect<Handle>(host: string): Handle;
  fetchBlocking(url: string): BlockingAnswer;
}

const scope = globalThis as unknown as { [key: symbol]: Network };

/**
 * \`connect\`: the control of the server at a host: its log, its faults, its limits. \`fetchBlocking\`: like \`fetch\`, but holds
 * the thread: nothing else runs until the answer is there.
 */
export const { connect, fetchBlocking } = scope[Symbol.for('interleave.network')] as Network;
`;

/** `worlds/worker.ts` as the engine and the type-checker see it: by every host's rules the runtime has a `Worker` (`src/engine/runtime/workers.ts`). */
export const engineWorkerFile = `/** Under the engine \`Worker\` is built in; a downloaded program gets it from Node's threads in this file's place. */
const scope = globalThis as { Worker?: unknown; [key: symbol]: unknown };
scope.Worker ??= scope[Symbol.for('interleave.worker')];
export {};
`;

/**
 * The files an example needs from the worlds, with what those import in turn. `files` is the example (name → text);
 * `sources` all texts there are. An import of a world that does not exist is left for the compiler to report.
 */
export function worldFilesFor(files: Sources, sources: Sources): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (name: string, text: string) => {
    for (const specifier of importsOf(text)) {
      const target = resolve(specifier, name);
      const source = sources[target];
      if (source === undefined || Object.hasOwn(found, target) || Object.hasOwn(files, target)) continue;
      found[target] = source;
      visit(target, source);
    }
  };
  for (const [name, text] of Object.entries(files)) visit(name, text);
  return found;
}

/** Finds import specifiers, and files named for a worker, well enough for files whose imports stand at the beginning of a line. */
function importsOf(text: string): string[] {
  const pattern =
    /(?:^|[\n;])\s*(?:import|export)\b[^'"`;]*?(?:from\s*)?['"](\.[^'"]+)['"]|\b(?:import|new URL)\(\s*['"](\.[^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '');
}

function resolve(specifier: string, from: string): string {
  return new URL(specifier, `file:///${from}`).pathname.slice(1);
}
