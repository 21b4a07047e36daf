/**
 * The ordering programs under `tests/engine/programs`: a file, or a folder with `main.ts`, per program. Words after the
 * name's dots restrict where it runs: `node` or `browser` to the rules of one of them, `v8` to hosts with that engine,
 * `engine` to our clock and our seed. What is expected stands beside it, in `NAME.trace.txt`.
 */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { namesBuiltins } from '../../src/engine/builtins.ts';
import type { Snippet } from '../../src/snippets/snippet.ts';

export type Flavour = 'node' | 'browser';

export interface OrderingProgram {
  /** `f14-node-makes-one-of-zero.node` */
  name: string;
  files: Record<string, string>;
  entry: 'main.ts';
  /** Whose rules it is written for; the first are those its trace is recorded by. */
  flavours: [Flavour, ...Flavour[]];
  /** Whether it prints what only V8 prints. */
  onlyV8: boolean;
  /** Whether plain Node prints the same; what is exact or seeded only with us has no such reference. */
  inPlainNode: boolean;
  /** Whether it runs in Node alone, for it imports Node's own modules. */
  onlyNode: boolean;
  /** Path of what is expected of it. */
  expectation: string;
}

export const programsFolder = fileURLToPath(new URL('../engine/programs/', import.meta.url));

/** All programs, by name. `only`: words of which a name must contain one. */
export function readOrderingPrograms(only: readonly string[] = []): OrderingProgram[] {
  const entries = readdirSync(programsFolder, { withFileTypes: true });
  const programs = entries.flatMap((entry): OrderingProgram[] => {
    if (entry.isDirectory()) return [programOf(entry.name, filesOf(join(programsFolder, entry.name)))];
    if (!entry.name.endsWith('.ts')) return [];
    const source = readFileSync(join(programsFolder, entry.name), 'utf8');
    return [programOf(basename(entry.name, '.ts'), { 'main.ts': source })];
  });
  const wanted = only.length === 0 ? () => true : (name: string) => only.some((word) => name.includes(word));
  return programs.filter(({ name }) => wanted(name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

function programOf(name: string, files: Record<string, string>): OrderingProgram {
  const [, ...words] = name.split('.');
  const flavours: OrderingProgram['flavours'] = words.includes('node')
    ? ['node']
    : words.includes('browser') || words.includes('engine')
      ? ['browser']
      : ['browser', 'node'];
  return {
    name,
    files,
    entry: 'main.ts',
    flavours,
    onlyNode: namesBuiltins(files),
    onlyV8: words.includes('v8'),
    inPlainNode: flavours.includes('node') && !words.includes('engine'),
    expectation: join(programsFolder, `${name}.trace.txt`),
  };
}

function filesOf(folder: string): Record<string, string> {
  const names = globSync('**/*.ts', { cwd: folder }).sort();
  return Object.fromEntries(
    names.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]),
  );
}

/** The program as an example of a book, for the checker's hosts. */
export function asSnippet({
  name,
  files,
  entry,
}: Pick<OrderingProgram, 'name' | 'files' | 'entry'>): Snippet {
  const nowhere = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };
  return {
    id: name,
    chapter: 'programs',
    path: name,
    files: Object.entries(files).map(([file, code]) => ({
      name: file,
      code,
      lines: [],
      fence: nowhere,
      hidden: false,
      readOnly: [],
    })),
    entry,
    mode: 'run',
    runnable: true,
    host: 'any',
    clock: 'virtual',
    seed: 1,
    limit: 10_000,
    timeline: 'none',
    predict: false,
    typeErrors: [],
    end: { kind: 'quiet' },
    expectations: [],
  };
}
