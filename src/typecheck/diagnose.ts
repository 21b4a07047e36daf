/**
 * Type-checks examples: all of them in one TypeScript program, without a disk, so that the same code serves the
 * checker and a worker of the page. TypeScript itself and the text of its libraries are given from outside.
 */
import type ts from 'typescript';
import type { Snippet } from '../snippets/snippet.ts';
import type { Diagnostic, TypeProblem } from './diagnostic.ts';
import { settleExpectedErrors } from './expected-errors.ts';
import {
  compilerOptions,
  diskOf,
  isFixed,
  NODE_TYPES,
  problemsOf,
  readable,
  readFixed,
  SNIPPETS,
  WORLDS,
} from './virtual-disk.ts';

export interface TypeEnvironment {
  /** TypeScript's JavaScript API, 6.0. */
  ts: typeof ts;
  /** Text of a standard library by its file name, for instance `lib.dom.d.ts`. */
  lib(name: string): string | undefined;
  /** Text of a file of `@types/node` by its path inside the package; asked for Node examples only. */
  nodeTypes?(path: string): string | undefined;
  /** Texts of the files examples import from the worlds, by the names they have beside them: `worlds/rates.ts`. */
  worlds: Readonly<Record<string, string>>;
}

export interface Diagnoser {
  /**
   * All type errors of these snippets, in the snippets' order, then by place; announced errors are left out and
   * announcements without an error are added. Libraries and unchanged files are kept from call to call.
   */
  diagnose(snippets: readonly Snippet[]): Diagnostic[];
}

/** `diagnose` for once; keep a `createDiagnoser` where there is more to come. */
export function diagnose(snippets: readonly Snippet[], environment: TypeEnvironment): Diagnostic[] {
  return createDiagnoser(environment).diagnose(snippets);
}

/**
 * @throws Error from `diagnose` when a library is missing or a world does not type-check: faults of this project,
 * not of the book.
 */
export function createDiagnoser(environment: TypeEnvironment): Diagnoser {
  const { ts } = environment;
  const parsed = new Map<string, ts.SourceFile>();
  const programs = new Map<'browser' | 'node', ts.Program>();

  /** Node's global types cannot be loaded for some files of a program only: they get a program of their own. */
  function check(
    kind: 'browser' | 'node',
    snippets: readonly Snippet[],
    problems: Map<Snippet, TypeProblem[]>,
  ) {
    if (snippets.length === 0) return;
    const files = new Map<string, string>();
    const owners = new Map<string, { snippet: Snippet; file: string }>();
    for (const [name, text] of Object.entries(environment.worlds)) files.set(`/@${name}`, text);
    for (const [index, snippet] of snippets.entries()) {
      for (const file of snippet.files) {
        const path = `${SNIPPETS}${index}/${file.name}`;
        files.set(path, file.code);
        owners.set(path, { snippet, file: file.name });
      }
    }
    const program = createProgram(kind, files, [...owners.keys()]);
    programs.set(kind, program);

    const faults = [...program.getOptionsDiagnostics(), ...program.getGlobalDiagnostics()];
    for (const file of program.getSourceFiles()) {
      if (file.fileName.startsWith(WORLDS)) faults.push(...problemsOf(program, file));
    }
    if (faults.length > 0) throw new Error(faults.map((fault) => describeFault(fault)).join('\n'));

    for (const [path, { snippet, file }] of owners) {
      const source = program.getSourceFile(path);
      if (!source) continue;
      const found = problemsOf(program, source).map((diagnostic) =>
        toProblem(diagnostic, source, snippet, file),
      );
      problems.set(snippet, [...(problems.get(snippet) ?? []), ...found]);
    }
  }

  function createProgram(
    kind: 'browser' | 'node',
    files: Map<string, string>,
    snippetFiles: string[],
  ): ts.Program {
    const oldProgram = programs.get(kind);
    return ts.createProgram({
      rootNames: kind === 'node' ? [`${NODE_TYPES}index.d.ts`, ...snippetFiles] : snippetFiles,
      options: compilerOptions(ts),
      host: createHost(files),
      ...(oldProgram && { oldProgram }),
    });
  }

  function createHost(files: Map<string, string>): ts.CompilerHost {
    const read = (path: string) => files.get(path) ?? readFixed(environment, path);
    return {
      getSourceFile(path, languageVersion) {
        const kept = parsed.get(path);
        const text = kept && isFixed(path) ? kept.text : read(path);
        if (text === undefined) return undefined;
        if (kept?.text === text) return kept;
        const source = ts.createSourceFile(path, text, languageVersion);
        parsed.set(path, source);
        return source;
      },
      ...diskOf(ts, read, (path) => files.has(path)),
      writeFile: () => {},
    };
  }

  function toProblem(
    diagnostic: ts.Diagnostic,
    source: ts.SourceFile,
    snippet: Snippet,
    file: string,
  ): TypeProblem {
    const { line, character } = source.getLineAndCharacterOfPosition(diagnostic.start ?? 0);
    return {
      kind: 'type-error',
      snippet: `${snippet.chapter}/${snippet.id}`,
      file,
      line,
      column: character,
      length: Math.max(1, diagnostic.length ?? 1),
      code: diagnostic.code,
      message: readable(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n')),
    };
  }

  function describeFault({ file, start, code, messageText }: ts.Diagnostic): string {
    const position = file && start !== undefined ? file.getLineAndCharacterOfPosition(start) : undefined;
    const place =
      file && position
        ? `${file.fileName.replace('/@', '')}:${position.line + 1}:${position.character + 1} `
        : '';
    return `${place}TS${code}: ${readable(ts.flattenDiagnosticMessageText(messageText, '\n'))}`;
  }

  return {
    diagnose(snippets) {
      const problems = new Map<Snippet, TypeProblem[]>();
      const isNode = (snippet: Snippet) => snippet.host === 'node' && environment.nodeTypes !== undefined;
      check(
        'browser',
        snippets.filter((snippet) => !isNode(snippet)),
        problems,
      );
      check('node', snippets.filter(isNode), problems);
      return snippets.flatMap((snippet) => settleExpectedErrors(snippet, problems.get(snippet) ?? []));
    },
  };
}
