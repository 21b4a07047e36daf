/**
 * The ordering programs under `tests/engine/programs`: a file, or a folder with `main.ts`, per program. `NAME.node` runs by
 * Node's rules only, `NAME.browser` by a page's rules only, any other by both. What is expected stands beside it, in
 * `NAME.trace.txt`.
 */
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Snippet } from '../../src/snippets/snippet.ts';

export type Flavour = 'node' | 'browser';

export interface OrderingProgram {
  /** `f14-node-makes-one-of-zero.node` */
  name: string;
  files: Record<string, string>;
  entry: 'main.ts';
  /** Whose rules it is written for; the first are those its trace is recorded by. */
  flavours: [Flavour, ...Flavour[]];
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
  const flavours: OrderingProgram['flavours'] = name.endsWith('.node')
    ? ['node']
    : name.endsWith('.browser')
      ? ['browser']
      : ['browser', 'node'];
  return { name, files, entry: 'main.ts', flavours, expectation: join(programsFolder, `${name}.trace.txt`) };
}

function filesOf(folder: string): Record<string, string> {
  const names = globSync('**/*.ts', { cwd: folder }).sort();
  return Object.fromEntries(
    names.map((name) => [name.replaceAll('\\', '/'), readFileSync(join(folder, name), 'utf8')]),
  );
}

/** The program as an example of a book, for the checker's hosts. */
export function asSnippet({ name, files, entry }: Pick<OrderingProgram, 'name' | 'files' | 'entry'>): Snippet {
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
