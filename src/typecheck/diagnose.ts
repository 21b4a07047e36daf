/**
 * Type-checks examples: all of them in one TypeScript program, without a disk, so that the same code serves the
 * checker and a worker of the page. TypeScript itself and the text of its libraries are given from outside.
 */
import type ts from 'typescript';
import type { Snippet } from '../snippets/snippet.ts';
import type { Diagnostic, TypeProblem } from './diagnostic.ts';
import { settleExpectedErrors } from './expected-errors.ts';

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

const LIBRARIES = '/@libraries/';
const NODE_TYPES = '/@node/';
const WORLDS = '/@worlds/';
/** Every example gets a folder of its own, `/@snippets/12/`: a name of one is never seen by another. */
const SNIPPETS = '/@snippets/';

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
      if (file.fileName.startsWith(WORLDS)) faults.push(...diagnosticsOf(program, file));
    }
    if (faults.length > 0) throw new Error(faults.map((fault) => describeFault(fault)).join('\n'));

    for (const [path, { snippet, file }] of owners) {
      const source = program.getSourceFile(path);
      if (!source) continue;
      const found = diagnosticsOf(program, source).map((diagnostic) =>
        toProblem(diagnostic, source, snippet, file),
      );
      problems.set(snippet, [...(problems.get(snippet) ?? []), ...found]);
    }
  }

  /** What TypeScript makes of the types of a file with a syntax error is noise: such a file has only syntax errors. */
  function diagnosticsOf(program: ts.Program, file: ts.SourceFile): readonly ts.Diagnostic[] {
    const syntactic = program.getSyntacticDiagnostics(file);
    return syntactic.length > 0 ? syntactic : program.getSemanticDiagnostics(file);
  }

  function createProgram(
    kind: 'browser' | 'node',
    files: Map<string, string>,
    snippetFiles: string[],
  ): ts.Program {
    const options: ts.CompilerOptions = {
      strict: true,
      target: ts.ScriptTarget.ESNext,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      moduleDetection: ts.ModuleDetectionKind.Force,
      lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
      types: [],
      noEmit: true,
      isolatedModules: true,
      verbatimModuleSyntax: true,
      erasableSyntaxOnly: true,
      allowImportingTsExtensions: true,
      skipLibCheck: true,
      skipDefaultLibCheck: true,
    };
    const oldProgram = programs.get(kind);
    return ts.createProgram({
      rootNames: kind === 'node' ? [`${NODE_TYPES}index.d.ts`, ...snippetFiles] : snippetFiles,
      options,
      host: createHost(files),
      ...(oldProgram && { oldProgram }),
    });
  }

  function createHost(files: Map<string, string>): ts.CompilerHost {
    const read = (path: string) => files.get(path) ?? readFixed(path);
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
      resolveModuleNameLiterals: (literals, importer) =>
        literals.map(({ text }) => {
          const resolvedFileName = resolveRelative(text, importer, (path) => files.has(path));
          return {
            resolvedModule: resolvedFileName
              ? { resolvedFileName, extension: ts.Extension.Ts, resolvedUsingTsExtension: true }
              : undefined,
          };
        }),
      fileExists: (path) => read(path) !== undefined,
      readFile: read,
      getDefaultLibFileName: () => `${LIBRARIES}lib.esnext.d.ts`,
      getDefaultLibLocation: () => LIBRARIES.slice(0, -1),
      getCurrentDirectory: () => '/',
      getCanonicalFileName: (path) => path,
      useCaseSensitiveFileNames: () => true,
      getNewLine: () => '\n',
      writeFile: () => {},
    };
  }

  function readFixed(path: string): string | undefined {
    if (path.startsWith(LIBRARIES)) return environment.lib(path.slice(LIBRARIES.length));
    if (path.startsWith(NODE_TYPES)) return environment.nodeTypes?.(path.slice(NODE_TYPES.length));
    return undefined;
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

/** Whether the text behind a path can never change while the diagnoser lives. */
function isFixed(path: string): boolean {
  return path.startsWith(LIBRARIES) || path.startsWith(NODE_TYPES);
}

/**
 * The file a relative import means, or undefined; `./worlds/…` of an example that has no such file is a world.
 * Extensions are written out, as Node and browsers want it, and no import leaves its example's folder.
 */
function resolveRelative(
  specifier: string,
  importer: string,
  exists: (path: string) => boolean,
): string | undefined {
  if (!/^\.\.?\//.test(specifier)) return undefined;
  const path = joinPath(importer, specifier);
  const folder = /^\/@snippets\/\d+\/|^\/@worlds\//.exec(importer)?.[0];
  if (folder === undefined || !path.startsWith(folder)) return undefined;
  if (exists(path)) return path;
  const world = path.replace(`${folder}worlds/`, WORLDS);
  return exists(world) ? world : undefined;
}

/** The absolute path that `specifier` means in the file `importer`. */
function joinPath(importer: string, specifier: string): string {
  const parts = importer.split('/').slice(0, -1);
  for (const part of specifier.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The folders of the virtual disk are our affair: messages name files as the example does. */
function readable(message: string): string {
  return message.replaceAll(/\/@snippets\/\d+\//g, './').replaceAll(WORLDS, './worlds/');
}
