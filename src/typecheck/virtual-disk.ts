/** Where everything lies for TypeScript, and how it is checked: the same for the checker and for the editor in the page. */
import type ts from 'typescript';
import type { TypeEnvironment } from './diagnose.ts';

type TypeScript = typeof ts;

export const LIBRARIES = '/@libraries/';
export const NODE_TYPES = '/@node/';
export const WORLDS = '/@worlds/';
/** Every example gets a folder of its own, `/@snippets/12/`: a name of one is never seen by another. */
export const SNIPPETS = '/@snippets/';

export const compilerOptions = (typescript: TypeScript): ts.CompilerOptions => ({
  strict: true,
  target: typescript.ScriptTarget.ESNext,
  module: typescript.ModuleKind.ESNext,
  moduleResolution: typescript.ModuleResolutionKind.Bundler,
  moduleDetection: typescript.ModuleDetectionKind.Force,
  lib: ['lib.esnext.d.ts', 'lib.dom.d.ts'],
  types: [],
  noEmit: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  erasableSyntaxOnly: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  skipDefaultLibCheck: true,
});

/** What a program of TypeScript and a language service ask of a disk alike. `exists` knows the files that can be imported. */
export const diskOf = (
  typescript: TypeScript,
  read: (path: string) => string | undefined,
  exists: (path: string) => boolean,
) => ({
  resolveModuleNameLiterals: (
    literals: readonly ts.StringLiteralLike[],
    importer: string,
  ): ts.ResolvedModuleWithFailedLookupLocations[] =>
    literals.map(({ text }) => {
      const resolvedFileName = resolveRelative(text, importer, exists);
      return {
        resolvedModule: resolvedFileName
          ? { resolvedFileName, extension: typescript.Extension.Ts, resolvedUsingTsExtension: true }
          : undefined,
      };
    }),
  fileExists: (path: string) => read(path) !== undefined,
  readFile: read,
  getDefaultLibFileName: () => `${LIBRARIES}lib.esnext.d.ts`,
  getDefaultLibLocation: () => LIBRARIES.slice(0, -1),
  getCurrentDirectory: () => '/',
  getCanonicalFileName: (path: string) => path,
  useCaseSensitiveFileNames: () => true,
  getNewLine: () => '\n',
});

/** Text of a library's file; undefined for paths of other folders. */
export function readFixed(environment: Omit<TypeEnvironment, 'ts'>, path: string): string | undefined {
  if (path.startsWith(LIBRARIES)) return environment.lib(path.slice(LIBRARIES.length));
  if (path.startsWith(NODE_TYPES)) return environment.nodeTypes?.(path.slice(NODE_TYPES.length));
  return undefined;
}

/** Whether the text behind a path can never change while a program lives. */
export function isFixed(path: string): boolean {
  return path.startsWith(LIBRARIES) || path.startsWith(NODE_TYPES);
}

/** What TypeScript makes of the types of a file with a syntax error is noise: such a file has only syntax errors. */
export function problemsOf(
  from: {
    getSyntacticDiagnostics(file: ts.SourceFile): readonly ts.Diagnostic[];
    getSemanticDiagnostics(file: ts.SourceFile): readonly ts.Diagnostic[];
  },
  file: ts.SourceFile,
): readonly ts.Diagnostic[] {
  const syntactic = from.getSyntacticDiagnostics(file);
  return syntactic.length > 0 ? syntactic : from.getSemanticDiagnostics(file);
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
export function readable(message: string): string {
  return message.replaceAll(/\/@snippets\/\d+\//g, './').replaceAll(WORLDS, './worlds/');
}
