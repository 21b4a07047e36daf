/**
 * Type-checks examples with the native compiler, TypeScript 7: the same answers as `diagnose.ts`, five times as fast. The
 * examples are laid out on disk, each in a folder of its own, and the compiler's process is asked over its API. What the two
 * compilers look up in different ways, imports of files that are not there, is left to TypeScript 6.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import type { API, Diagnostic as NativeDiagnostic, Program } from 'typescript-7/unstable/async';
import { makeScratchFolder } from '../files/scratch-folder.ts';
import type { Snippet } from '../snippets/snippet.ts';
import type { Diagnostic, TypeProblem } from './diagnostic.ts';
import { settleExpectedErrors } from './expected-errors.ts';

export interface NativeDiagnoser {
  /** As `Diagnoser.diagnose`, one call after the other; files that have not changed since the last are kept by the compiler. */
  diagnose(snippets: readonly Snippet[]): Promise<Diagnostic[]>;
  /** Ends the compiler's process and removes what was laid out. */
  close(): Promise<void>;
}

export interface NativeOptions {
  /** As in `TypeEnvironment`. */
  worlds: Readonly<Record<string, string>>;
  /** Type-checks what is not for the native compiler. */
  fallback(snippets: readonly Snippet[]): Promise<Diagnostic[]>;
  /** Examples in one program; what the compiler knows of the others is not in memory then. Default 1,000. */
  batchSize?: number;
}

type Kind = 'browser' | 'node';

/** A file of an example, on disk. */
interface Laid {
  snippet: Snippet;
  file: string;
  code: string;
}

const options = {
  strict: true,
  target: 'esnext',
  module: 'esnext',
  moduleResolution: 'bundler',
  moduleDetection: 'force',
  lib: ['esnext', 'dom'],
  types: [],
  noEmit: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
};

/** @throws Error when there is no native compiler for this machine; nothing is left behind then. */
export async function createNativeDiagnoser({
  worlds,
  fallback,
  batchSize = 1_000,
}: NativeOptions): Promise<NativeDiagnoser> {
  const { API: NativeApi } = await import('typescript-7/unstable/async');
  // The compiler names files by their real paths.
  const root = makeScratchFolder('interleave-types-');
  const folders = new Set<string>();
  let api: API;
  try {
    api = new NativeApi({ cwd: root });
    write(join(root, 'nothing.ts'), 'export {};\n');
    for (const [name, text] of Object.entries(worlds)) write(join(root, name), text);
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    throw error;
  }
  /** No program can know it: an import that leaves its folder finds nothing. */
  const secret = randomBytes(8).toString('hex');
  const written = new Map<string, string>();
  const lists = new Map<Kind, string>();
  /** The lists with which nothing but the examples can be wrong. */
  const sound = new Map<Kind, string>();
  const linked = new Set<string>();

  // One after the other and at once: a thousand small files take less time than handing out a thousand promises of them.
  function write(path: string, text: string): void {
    const folder = dirname(path);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    writeFileSync(path, text);
  }

  /**
   * Puts the examples on disk and tells which files changed. Those that need no folder are numbered: where as many are asked for as
   * before, as at every save of one chapter, the compiler finds its list unchanged and keeps its program but for the texts.
   */
  function layOut(kind: Kind, snippets: readonly Snippet[], files: Map<string, Laid>, changed: string[]) {
    const names: string[] = [];
    let alone = 0;
    for (const snippet of snippets) {
      const isAlone = needsNoFolder(snippet);
      const folder = isAlone
        ? join(root, `${secret}-${kind}`)
        : join(root, `${secret}-${kind}`, snippet.chapter, snippet.id);
      for (const { name, code } of snippet.files) {
        const path = join(folder, isAlone ? `${alone++}.ts` : name);
        files.set(path, { snippet, file: name, code });
        names.push(path);
        const text = `${code}\n`;
        if (written.get(path) === text) continue;
        if (written.has(path)) changed.push(path);
        written.set(path, text);
        write(path, text);
      }
      if (isAlone || linked.has(folder)) continue;
      if (snippet.files.some(({ code }) => code.includes('worlds/'))) {
        linked.add(folder);
        symlinkSync(join(root, 'worlds'), join(folder, 'worlds'), 'junction');
      }
    }
    const nothing = join(root, 'nothing.ts');
    const project = join(root, `tsconfig.${kind}.json`);
    const config = JSON.stringify({
      compilerOptions: options,
      files: [kind === 'node' ? nodeTypes() : nothing, ...names],
    });
    if (lists.get(kind) !== config) {
      if (lists.has(kind)) changed.push(project);
      lists.set(kind, config);
      writeFileSync(project, config);
    }
    return project;
  }

  async function check(kind: Kind, snippets: readonly Snippet[], problems: Map<Snippet, TypeProblem[]>) {
    await warming;
    for (let first = 0; first < snippets.length; first += batchSize)
      await checkBatch(kind, snippets.slice(first, first + batchSize), problems);
  }

  async function checkBatch(kind: Kind, snippets: readonly Snippet[], problems: Map<Snippet, TypeProblem[]>) {
    const files = new Map<string, Laid>();
    const changed: string[] = [];
    const project = layOut(kind, snippets, files, changed);
    const snapshot = await api.updateSnapshot({
      openProjects: [project],
      ...(changed.length > 0 && { fileChanges: { changed } }),
    });
    const program = snapshot.getProject(project)?.program;
    if (!program) throw new Error(`The native compiler did not open ${project}.`);
    for (const { diagnostic, laid } of await diagnosticsOf(program, kind, files)) {
      const own = problems.get(laid.snippet) ?? [];
      own.push(toProblem(diagnostic, laid));
      problems.set(laid.snippet, own);
    }
    await snapshot.dispose();
  }

  async function diagnosticsOf(program: Program, kind: Kind, files: ReadonlyMap<string, Laid>) {
    const [syntactic, all] = await Promise.all([
      program.getSyntacticDiagnostics(),
      program.getSemanticDiagnostics(),
    ]);
    const unreadable = new Set(syntactic.map(({ fileName }) => fileName));
    // What TypeScript makes of the types of a file with a syntax error is noise.
    const semantic = all.filter(({ fileName }) => !unreadable.has(fileName));
    const found = [...syntactic, ...semantic];
    const list = lists.get(kind) ?? '';
    const faults = found.filter(({ fileName }) => fileName === undefined || !written.has(fileName));
    // Options and libraries are the same as long as the list is.
    if (sound.get(kind) !== list)
      faults.push(
        ...(await program.getConfigFileParsingDiagnostics()),
        ...(await program.getProgramDiagnostics()),
        ...(await program.getGlobalDiagnostics()),
      );
    if (faults.length > 0)
      throw new Error(
        faults.map(({ fileName, code, text }) => `${fileName ?? ''} TS${code}: ${text}`).join('\n'),
      );
    sound.set(kind, list);
    return found.flatMap((diagnostic) => {
      const laid = files.get(diagnostic.fileName ?? '');
      return laid ? [{ diagnostic, laid }] : [];
    });
  }

  function toProblem(diagnostic: NativeDiagnostic, { snippet, file, code }: Laid): TypeProblem {
    const { pos, end } = diagnostic;
    const before = code.slice(0, pos);
    return {
      kind: 'type-error',
      snippet: `${snippet.chapter}/${snippet.id}`,
      file,
      line: before.split('\n').length - 1,
      column: pos - (before.lastIndexOf('\n') + 1),
      length: Math.max(1, end - pos),
      code: diagnostic.code,
      message: readable(flatten(diagnostic), root, snippet),
    };
  }

  /** The libraries are read while there is nothing else to ask. */
  async function warm(): Promise<void> {
    const project = layOut('browser', [], new Map(), []);
    const snapshot = await api.updateSnapshot({ openProjects: [project] });
    await snapshot.dispose();
  }
  const warming = warm().catch(() => {});

  return {
    async diagnose(snippets) {
      const native = snippets.filter((snippet) => isForNative(snippet, worlds));
      const isNative = new Set(native);
      const others = snippets.filter((snippet) => !isNative.has(snippet));
      const elsewhere = others.length > 0 ? fallback(others) : [];
      const problems = new Map<Snippet, TypeProblem[]>();
      await check(
        'browser',
        native.filter(({ host }) => host !== 'node'),
        problems,
      );
      await check(
        'node',
        native.filter(({ host }) => host === 'node'),
        problems,
      );
      const found = Map.groupBy(await elsewhere, ({ snippet }) => snippet);
      return snippets.flatMap((snippet) =>
        isNative.has(snippet)
          ? settleExpectedErrors(snippet, problems.get(snippet) ?? [])
          : (found.get(`${snippet.chapter}/${snippet.id}`) ?? []),
      );
    },
    async close() {
      await warming;
      const closing = api.close();
      rmSync(root, { recursive: true, force: true });
      await closing;
    },
  };
}

const nodeTypes = () =>
  join(dirname(createRequire(import.meta.url).resolve('@types/node/package.json')), 'index.d.ts');

/** Whether an example is one file that asks for no other: a thousand folders take longer to make than to check what is in them. */
function needsNoFolder({ files }: Snippet): boolean {
  const [first, ...others] = files;
  const isPlain = first?.name.endsWith('.ts') && !first.name.endsWith('.d.ts') && others.length === 0;
  return isPlain === true && !/\bimport\b|\bexport\b|\brequire\b|\/\/\//.test(first?.code ?? '');
}

/** The message and the chain of its reasons, each deeper one indented further, as TypeScript 6 prints them. */
function flatten({ text, messageChain }: NativeDiagnostic, depth = 0): string {
  const reasons = (messageChain ?? []).map(
    (reason) => `\n${'  '.repeat(depth + 1)}${flatten(reason, depth + 1)}`,
  );
  return text + reasons.join('');
}

/** The folders on disk are our affair: messages name files as the example does. */
function readable(message: string, root: string, { chapter, id }: Snippet): string {
  const place = new RegExp(
    `${escapeRegExp(root)}/[0-9a-f]{16}-(?:browser|node)/${escapeRegExp(chapter)}/${escapeRegExp(id)}/`,
    'g',
  );
  return message.replaceAll(place, './').replaceAll(`${root}/worlds/`, './worlds/');
}

function escapeRegExp(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Whether every import names a file that is there, by its whole name: then both compilers find the same. */
function isForNative({ files, host }: Snippet, worlds: Readonly<Record<string, string>>): boolean {
  const own = new Set(files.map(({ name }) => name));
  return files.every(({ name, code }) => {
    if (name.startsWith('worlds/') || name.includes('..')) return false;
    return specifiersOf(code).every((specifier) => {
      if (specifier.startsWith('node:')) return host === 'node';
      if (!/^\.\.?\//.test(specifier)) return false;
      const target = posix.join(posix.dirname(name), specifier);
      return own.has(target) || Object.hasOwn(worlds, target);
    });
  });
}

function specifiersOf(code: string): string[] {
  const pattern = /\bfrom\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;
  return [...code.matchAll(pattern)].map((match) => match[1] ?? match[2] ?? '');
}
