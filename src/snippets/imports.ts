/** Reads what the files of an example import, and checks that it leads somewhere. */
import { parse } from '@babel/parser';
import type { Problem } from './problem.ts';
import type { Snippet, SnippetFile } from './snippet.ts';
import { nearest } from './suggest.ts';
import { testLibrary } from './test-names.ts';
import { inChapter, rangeOf } from './text.ts';
import { testsName } from './words.ts';

/** A module specifier in an example's file. */
export interface Import {
  specifier: string;
  /** Where the specifier's opening quote stands, in UTF-16 code units from the file's start. */
  offset: number;
  /** Length of the specifier with its quotes. */
  length: number;
}

export interface ModuleFacts {
  /** Static and dynamic imports and re-exports, in source order. */
  imports: Import[];
  /** Offsets at which `//` comments begin; undefined when the file does not parse, or announces nothing. */
  comments: Set<number> | undefined;
}

/** Whether a file has anything that is looked for here; most have nothing, and reading them is a large part of all work. */
const mayMatter = /\b(?:import|export)\b|@error/i;

/** Reads what a file imports. A file with a syntax error has no imports here: the type check reports it better. */
export function readModule(code: string): ModuleFacts {
  if (!mayMatter.test(code)) return { imports: [], comments: undefined };
  const file = parseModule(code);
  if (!file) return { imports: [], comments: undefined };
  const imports: Import[] = [];
  visit(file.program, (node) => {
    const source = sourceOf(node);
    if (source)
      imports.push({ specifier: source.value, offset: source.start, length: source.end - source.start });
  });
  const comments = new Set<number>();
  for (const comment of file.comments ?? [])
    if (comment.type === 'CommentLine' && typeof comment.start === 'number') comments.add(comment.start);
  return { imports: imports.sort((a, b) => a.offset - b.offset), comments };
}

function parseModule(code: string): ReturnType<typeof parse> | undefined {
  try {
    return parse(code, {
      sourceType: 'module',
      plugins: ['typescript', 'decorators', 'decoratorAutoAccessors'],
      errorRecovery: true,
      attachComment: false,
    });
  } catch {
    return undefined;
  }
}

interface Literal {
  value: string;
  start: number;
  end: number;
}

function sourceOf(node: Record<string, unknown>): Literal | undefined {
  switch (node['type']) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
    case 'ImportExpression':
      return literal(node['source']);
    case 'TSImportType':
      return literal(node['source'] ?? node['argument']);
    case 'TSExternalModuleReference':
      return literal(node['expression']);
    default:
      return undefined;
  }
}

function literal(node: unknown): Literal | undefined {
  if (!isNode(node)) return undefined;
  if (node['type'] === 'TSLiteralType') return literal(node['literal']);
  const { type, value, start, end } = node;
  return type === 'StringLiteral' &&
    typeof value === 'string' &&
    typeof start === 'number' &&
    typeof end === 'number'
    ? { value, start, end }
    : undefined;
}

function isNode(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && 'type' in value;
}

function visit(root: unknown, enter: (node: Record<string, unknown>) => void): void {
  if (Array.isArray(root)) for (const item of root) visit(item, enter);
  else if (isNode(root)) {
    enter(root);
    for (const key in root) if (key !== 'loc' && typeof root[key] === 'object') visit(root[key], enter);
  }
}

/**
 * Reports the imports of a file that lead nowhere.
 *
 * @param worlds Names of the worlds that exist; when left out, every world is taken to exist.
 */
export function checkImports(
  imports: readonly Import[],
  file: SnippetFile,
  snippet: Snippet,
  worlds: readonly string[] | undefined,
): Problem[] {
  return imports.flatMap(({ specifier, offset, length }) => {
    const mistake = /^\.{0,2}\//.test(specifier)
      ? findRelativeMistake(specifier, file, snippet, worlds)
      : findBareMistake(specifier, snippet);
    if (!mistake) return [];
    return { range: rangeOf(inChapter(file, offset), length), found: `\`${specifier}\``, ...mistake };
  });
}

type Mistake = Omit<Problem, 'range' | 'found'>;

function findBareMistake(specifier: string, { host, mode }: Snippet): Mistake | undefined {
  if (mode === 'check-only') return undefined;
  if (!specifier.startsWith('node:'))
    return {
      code: 'unknown-import',
      message: "An example has no packages: it runs in the reader's browser, without a server.",
      expected:
        '`./name.ts` for a file of the example, `./worlds/name.ts` for a world, `node:…` with `host=node`',
      ...(specifier.endsWith('.ts') && { advice: `Write: './${specifier}'` }),
    };
  if (host === 'node') return undefined;
  return {
    code: 'unknown-import',
    message: "Node's modules exist only in Node.",
    expected: '`host=node` on an example that imports them',
  };
}

function findRelativeMistake(
  specifier: string,
  file: SnippetFile,
  snippet: Snippet,
  worlds: readonly string[] | undefined,
): Mistake | undefined {
  const target = resolve(file.name, specifier);
  const names = snippet.files.map(({ name }) => name);
  if (target !== undefined && names.includes(target)) return undefined;
  if (target === testLibrary && file.name !== testsName)
    return {
      code: 'import-of-tests',
      message: 'Only the tests of an exercise test.',
      expected: `\`${specifier}\` in a fence with \`exercise=… tests\``,
    };
  const world = /^worlds\/(.*)$/.exec(target ?? '')?.[1];
  if (world !== undefined) return findWorldMistake(world, file, worlds);

  const meant = target === undefined ? undefined : nearest(withEnding(target), names);
  return {
    code: 'missing-file',
    message: `The example \`${snippet.id}\` has no file \`${target ?? specifier}\`.`,
    expected: `one of ${names.map((name) => `\`${relative(file.name, name)}\``).join(', ')}, or a world`,
    advice: meant
      ? `Write: '${relative(file.name, meant)}'`
      : `Add it in a fence directly before or after this one: \`\`\`ts id=${snippet.id} file=name.ts`,
  };
}

function findWorldMistake(
  name: string,
  file: SnippetFile,
  worlds: readonly string[] | undefined,
): Mistake | undefined {
  const known = worlds?.map((world) => `${world}.ts`);
  if (name.endsWith('.ts') && (known?.includes(name) ?? true)) return undefined;
  const meant = known ? nearest(withEnding(name), known) : withEnding(name);
  return {
    code: 'missing-world',
    message: `There is no world \`${name}\`.`,
    expected: known
      ? `one of ${known.map((world) => `\`${relative(file.name, `worlds/${world}`)}\``).join(', ')}`
      : 'a path that ends in `.ts`',
    ...(meant && { advice: `Write: '${relative(file.name, `worlds/${meant}`)}'` }),
  };
}

function withEnding(path: string): string {
  return path.replace(/(?:\.[cm]?[jt]sx?)?$/, '.ts');
}

/** Resolves a relative specifier; nothing when it leaves the example. */
function resolve(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('/')) return undefined;
  const parts = from.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '.') continue;
    if (part !== '..') parts.push(part);
    else if (parts.pop() === undefined) return undefined;
  }
  return parts.join('/');
}

function relative(from: string, to: string): string {
  const depth = from.split('/').length - 1;
  return `${depth === 0 ? './' : '../'.repeat(depth)}${to}`;
}
