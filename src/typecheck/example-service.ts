/**
 * What an editor asks about examples while they are written: TypeScript's language service over the checker's own virtual disk, so
 * that page and checker agree. Plain data in and out; offsets are 0-based and count UTF-16 code units.
 */
import type ts from 'typescript';
import type { TypeEnvironment } from './diagnose.ts';
import {
  compilerOptions,
  diskOf,
  NODE_TYPES,
  problemsOf,
  readable,
  readFixed,
  SNIPPETS,
  WORLDS,
} from './virtual-disk.ts';

/** Text by file name. */
type Files = Readonly<Record<string, string>>;

/** Where Node's types are in force and where not: one program cannot have both. */
export type ProgramKind = 'browser' | 'node';

export interface Range {
  from: number;
  to: number;
}

/** An error in a file of the example. */
export interface FileProblem extends Range {
  file: string;
  /** 0-based. */
  line: number;
  column: number;
  /** TypeScript's number of the error, without `TS`. */
  code: number;
  /** TypeScript's words, the chain of reasons on indented lines of its own. */
  message: string;
}

export interface Hover extends Range {
  /** What it is, as TypeScript writes it. */
  type: string;
  documentation: string;
}

export interface Completion {
  name: string;
  /** TypeScript's word: `function`, `const`, `keyword` … */
  kind: string;
  /** The smaller, the nearer. */
  rank: string;
  insert?: string;
  /** For a name that has to be imported first: the file, as an import names it. */
  from?: string;
  /** What TypeScript needs in order to write that import. */
  source?: string;
  data?: ts.CompletionEntryData;
}

export interface Completions {
  /** Where the word begins that is to be completed. */
  from: number;
  /** What of it is written. */
  word: string;
  /** Those that have the letters of the word in this order, the likeliest first. */
  entries: Completion[];
  /** False when there are more of them: a longer word may have some that are not here. */
  isWhole: boolean;
}

export interface CompletionDetails {
  type: string;
  documentation: string;
  /** To be made besides, in the same file: an import. */
  changes: Change[];
}

export interface Change extends Range {
  insert: string;
}

export interface Signature {
  label: string;
  /** The parameter that is being written, inside `label`. */
  parameter?: Range;
  documentation: string;
  /** 0-based, among `count` signatures. */
  index: number;
  count: number;
}

/** A place in the example, or the name of what lies outside it: `worlds/rates.ts`, `TypeScript’s library`. */
export type Definition = ({ file: string } & Range) | { outside: string };

export interface ExampleService {
  /** Takes the text of an example's files; it has to be told again whenever that changes. */
  write(example: string, kind: ProgramKind, files: Files): void;
  problems(example: string): FileProblem[];
  hover(example: string, file: string, offset: number): Hover | undefined;
  complete(example: string, file: string, offset: number): Completions | undefined;
  describe(example: string, file: string, offset: number, entry: Completion): CompletionDetails | undefined;
  signature(example: string, file: string, offset: number): Signature | undefined;
  define(example: string, file: string, offset: number): Definition | undefined;
  format(example: string, file: string): Change[];
}

interface Open {
  folder: string;
  kind: ProgramKind;
  files: Map<string, { text: string; version: number }>;
}

export function createExampleService(environment: TypeEnvironment): ExampleService {
  const { ts } = environment;
  const examples = new Map<string, Open>();
  const services = new Map<ProgramKind, ts.LanguageService>();
  const snapshots = new Map<string, { text: string; snapshot: ts.IScriptSnapshot }>();
  const registry = ts.createDocumentRegistry(true, '/');
  let writings = 0;

  const written = (path: string) => {
    const [, folder, name = ''] = /^(\/@snippets\/\d+\/)(.*)$/.exec(path) ?? [];
    return [...examples.values()].find((example) => example.folder === folder)?.files.get(name);
  };
  const worlds = new Map(Object.entries(environment.worlds).map(([name, text]) => [`/@${name}`, text]));
  const read = (path: string) => written(path)?.text ?? worlds.get(path) ?? readFixed(environment, path);
  const exists = (path: string) => written(path) !== undefined || worlds.has(path);

  function serviceFor(kind: ProgramKind): ts.LanguageService {
    let service = services.get(kind);
    if (!service) {
      service = ts.createLanguageService(createHost(kind), registry);
      services.set(kind, service);
    }
    return service;
  }

  function createHost(kind: ProgramKind): ts.LanguageServiceHost {
    return {
      ...diskOf(ts, read, exists),
      getCompilationSettings: () => compilerOptions(ts),
      getProjectVersion: () => String(writings),
      // The worlds are there to be imported, so completions know them from the beginning.
      getScriptFileNames: () => [
        ...(kind === 'node' ? [`${NODE_TYPES}index.d.ts`] : []),
        ...[...examples.values()]
          .filter((example) => example.kind === kind)
          .flatMap(({ folder, files }) => [...files.keys()].map((name) => folder + name)),
        ...worlds.keys(),
      ],
      getScriptVersion: (path) => String(written(path)?.version ?? 0),
      getScriptSnapshot(path) {
        const text = read(path);
        if (text === undefined) return undefined;
        const known = snapshots.get(path);
        if (known?.text === text) return known.snapshot;
        const snapshot = ts.ScriptSnapshot.fromString(text);
        snapshots.set(path, { text, snapshot });
        return snapshot;
      },
    };
  }

  function find(name: string) {
    const example = examples.get(name);
    return example && { ...example, service: serviceFor(example.kind) };
  }

  /** For questions about one place; a file that is none of the example's has no answer. */
  function at(name: string, file: string) {
    const example = find(name);
    return example?.files.has(file) ? { ...example, path: example.folder + file } : undefined;
  }

  const joined = (parts: readonly ts.SymbolDisplayPart[] | undefined) =>
    readable(ts.displayPartsToString([...(parts ?? [])]));
  const rangeOf = ({ start, length }: ts.TextSpan): Range => ({ from: start, to: start + length });

  /** An import that TypeScript adds names the file as the disk does. */
  const toChange = ({ span, newText }: ts.TextChange): Change => ({
    ...rangeOf(span),
    insert: newText.replaceAll(/(["'])(?:\.\.\/)+@worlds\//g, '$1./worlds/'),
  });

  return {
    write(name, kind, files) {
      const known = examples.get(name);
      const example =
        known?.kind === kind ? known : { folder: `${SNIPPETS}${examples.size}/`, kind, files: new Map() };
      const names = Object.keys(files);
      const same =
        names.length === example.files.size &&
        names.every((file) => example.files.get(file)?.text === files[file]);
      if (known === example && same) return;
      writings++;
      example.files = new Map(
        Object.entries(files).map(([file, text]) => {
          const before = example.files.get(file);
          return [file, before?.text === text ? before : { text, version: writings }];
        }),
      );
      examples.set(name, example);
    },

    problems(name) {
      const example = find(name);
      if (!example) return [];
      const program = example.service.getProgram();
      return [...example.files.keys()].flatMap((file) => {
        const source = program?.getSourceFile(example.folder + file);
        if (!program || !source) return [];
        return problemsOf(program, source).map(
          ({ start = 0, length = 1, code, messageText }): FileProblem => {
            const { line, character } = source.getLineAndCharacterOfPosition(start);
            return {
              file,
              from: start,
              to: start + Math.max(1, length),
              line,
              column: character,
              code,
              message: readable(ts.flattenDiagnosticMessageText(messageText, '\n')),
            };
          },
        );
      });
    },

    hover(name, file, offset) {
      const example = at(name, file);
      const info = example?.service.getQuickInfoAtPosition(example.path, offset);
      if (!info) return undefined;
      return {
        ...rangeOf(info.textSpan),
        type: joined(info.displayParts),
        documentation: joined(info.documentation),
      };
    },

    complete(name, file, offset) {
      const example = at(name, file);
      const found = example?.service.getCompletionsAtPosition(example.path, offset, preferences);
      if (!example || !found) return undefined;
      const before = example.files.get(file)?.text.slice(0, offset) ?? '';
      const from = found.optionalReplacementSpan?.start ?? offset - (/[\w$]*$/.exec(before)?.[0].length ?? 0);
      const word = before.slice(from);
      const fitting = fit(word, found.entries.filter(isWithin(example.folder)));
      return {
        from,
        word,
        isWhole: fitting.length <= mostEntries,
        entries: fitting.slice(0, mostEntries).map((entry) => ({
          name: entry.name,
          kind: entry.kind,
          rank: entry.sortText,
          ...(entry.insertText !== undefined && { insert: entry.insertText }),
          ...(entry.data?.fileName !== undefined && { from: readable(entry.data.fileName) }),
          ...(entry.source !== undefined && { source: entry.source }),
          ...(entry.data && { data: entry.data }),
        })),
      };
    },

    describe(name, file, offset, entry) {
      const example = at(name, file);
      const found = example?.service.getCompletionEntryDetails(
        example.path,
        offset,
        entry.name,
        formatting(ts),
        entry.source,
        preferences,
        entry.data,
      );
      if (!example || !found) return undefined;
      const own = found.codeActions?.flatMap(({ changes }) => changes) ?? [];
      return {
        type: joined(found.displayParts),
        documentation: joined(found.documentation),
        changes: own
          .filter(({ fileName }) => fileName === example.path)
          .flatMap(({ textChanges }) => textChanges.map(toChange)),
      };
    },

    signature(name, file, offset) {
      const example = at(name, file);
      const found = example?.service.getSignatureHelpItems(example.path, offset, undefined);
      const item = found?.items[found.selectedItemIndex];
      if (!found || !item) return undefined;
      const separator = joined(item.separatorDisplayParts);
      let label = joined(item.prefixDisplayParts);
      let parameter: Range | undefined;
      const active = Math.min(found.argumentIndex, item.parameters.length - 1);
      for (const [index, { displayParts }] of item.parameters.entries()) {
        if (index > 0) label += separator;
        const words = joined(displayParts);
        if (index === active) parameter = { from: label.length, to: label.length + words.length };
        label += words;
      }
      label += joined(item.suffixDisplayParts);
      return {
        label,
        ...(parameter && { parameter }),
        documentation: joined(item.parameters[active]?.documentation) || joined(item.documentation),
        index: found.selectedItemIndex,
        count: found.items.length,
      };
    },

    define(name, file, offset) {
      const example = at(name, file);
      const [found] = example?.service.getDefinitionAtPosition(example.path, offset) ?? [];
      if (!example || !found) return undefined;
      if (found.fileName.startsWith(example.folder))
        return { file: found.fileName.slice(example.folder.length), ...rangeOf(found.textSpan) };
      if (found.fileName.startsWith(WORLDS)) return { outside: found.fileName.replace(WORLDS, 'worlds/') };
      return { outside: found.fileName.startsWith(NODE_TYPES) ? 'Node’s types' : 'TypeScript’s library' };
    },

    format(name, file) {
      const example = at(name, file);
      if (!example) return [];
      return example.service.getFormattingEditsForDocument(example.path, formatting(ts)).map(toChange);
    },
  };
}

/** The browser's globals alone are more than a thousand: the page would be busy for long with reading and sorting so many. */
const mostEntries = 200;

/** Entries that have the letters of `word` in this order: first those that begin with it, each kind in TypeScript's order. */
function fit(word: string, entries: readonly ts.CompletionEntry[]): ts.CompletionEntry[] {
  const letters = word.toLowerCase();
  const [beginning, others]: [ts.CompletionEntry[], ts.CompletionEntry[]] = [[], []];
  for (const entry of entries) {
    const name = entry.name.toLowerCase();
    if (name.startsWith(letters)) beginning.push(entry);
    else if (hasInOrder(name, letters)) others.push(entry);
  }
  const inOrder = (list: ts.CompletionEntry[]) => list.sort((a, b) => compare(a.sortText, b.sortText));
  return [...inOrder(beginning), ...inOrder(others)];
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function hasInOrder(name: string, letters: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = name.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** What another example exports cannot be imported, though both are open. */
const isWithin =
  (folder: string) =>
  ({ data }: ts.CompletionEntry): boolean =>
    !data?.fileName?.startsWith(SNIPPETS) || data.fileName.startsWith(folder);

const preferences: ts.UserPreferences = {
  includeCompletionsForModuleExports: true,
  includeCompletionsWithInsertText: true,
  importModuleSpecifierEnding: 'js',
  quotePreference: 'single',
};

const formatting = (typescript: typeof ts): ts.FormatCodeSettings => ({
  ...typescript.getDefaultFormatCodeSettings('\n'),
  indentSize: 2,
  tabSize: 2,
  semicolons: typescript.SemicolonPreference.Ignore,
});
