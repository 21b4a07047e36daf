/** The command behind `npm run check`: arguments in, report and exit code out. */
import { affectedBy, changedSince } from './affected.ts';
import { type Options, type ReporterName, readArguments, usage } from './args.ts';
import { openStore, type Store } from './cache/store.ts';
import type { Checking } from './check.ts';
import { openLinks, withBrokenLinks } from './links/broken-links.ts';
import { engineReport, isPlain } from './plain-check.ts';
import { type ChapterText, readTexts } from './read-texts.ts';
import { type ChapterReport, countProblems, type Rendering, type Report, renderReport } from './report.ts';
import { coloured, plain } from './style.ts';

export interface Stream {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** What the command uses of the world around it. */
export interface Surroundings {
  /** The book's root: the folder with `content`. */
  root: string;
  stdout: Stream;
  stderr: Stream;
  env: Record<string, string | undefined>;
  diagnose: Checking['diagnose'];
  /** What whoever reads the report should know about how it was made; each is told once. */
  takeNotes?(): string[];
  /** Told as soon as it is known that something has to be checked; starts what takes its time elsewhere, other processes and threads. */
  prepare?(options: Options): Promise<void>;
  /** Ends `--watch`. */
  signal?: AbortSignal;
  /** Where verdicts are kept, and what they depend on besides the book; nothing is kept without it. */
  cache?: { folder: string; environment(folder: string): string };
}

/** 0: the book is fine, 1: something in it is wrong, 2: the command is. */
export type ExitCode = 0 | 1 | 2;

/** A report, or what is wrong with the command. */
export type Outcome =
  | { kind: 'report'; report: Report; sources: ReadonlyMap<string, string>; notes: string[] }
  | { kind: 'misuse'; message: string; found: string };

/** Reads the arguments, does what they say, and prints the report to `stdout`. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { root, stdout, stderr, env } = surroundings;
  const read = readArguments(argv);
  if (read.kind === 'help') {
    stdout.write(usage);
    return 0;
  }
  if (read.kind === 'wrong') return misuse(read.message, read.found);
  const { options } = read;

  const all = readTexts(root);
  let texts = all;
  if (texts.length === 0) {
    return misuse('expected chapters, files like content/01-waiting/01-waiting.mdx', `none in ${root}`);
  }
  if (options.since !== undefined) {
    try {
      const affected = affectedBy(changedSince(options.since, root));
      if (affected.kind === 'some') texts = texts.filter(({ path }) => affected.paths.has(path));
    } catch (error) {
      const found = error instanceof Error ? error.message : String(error);
      return misuse(`--since wants a revision of this repository: ${found}`, `--since ${options.since}`);
    }
  }
  const store = openCache(surroundings, options);
  const recalled = store && recallBook(texts, store, options);
  if (!recalled) await surroundings.prepare?.(options);
  // What follows loads the parser of chapters, compilers and threads: most of the time there is something to do for them.
  const outcome =
    recalled ?? (await (await import('./check-book.ts')).checkBook(texts, options, surroundings, store));
  if (outcome.kind === 'misuse') return misuse(outcome.message, outcome.found);
  // An update has written some of them anew.
  const current = all.map((text) => ({ ...text, source: outcome.sources.get(text.path) ?? text.source }));
  const links = openLinks(root, store);
  const broken = await links.findBroken(current);
  store?.save();
  const style = stdout.isTTY && !env['NO_COLOR'] ? coloured : plain;
  const notes = [...(surroundings.takeNotes?.() ?? []), ...outcome.notes];
  const report = withBrokenLinks(outcome.report, broken.problems, options);
  const sources = new Map([...broken.sources, ...current.map(({ path, source }) => [path, source] as const)]);
  // What tools read has nothing else in it.
  const notesTo = options.reporter === 'json' || options.reporter === 'junit' ? stderr : stdout;
  for (const note of notes) notesTo.write(`${note}\n`);
  stdout.write(
    await reporters[options.reporter](report, {
      style,
      sources,
      columns: stdout.columns,
      slowest: options.slowest ? 10 : 0,
    }),
  );
  if (options.watch && store) {
    await surroundings.prepare?.(options);
    const { watch } = await import('./watch.ts');
    await watch({ options, surroundings, store, links, texts, style });
  }
  return countProblems(report) === 0 ? 0 : 1;

  function misuse(message: string, found: string): ExitCode {
    stderr.write(`${message}\nfound: ${found}\nnpm run check -- --help lists the options\n`);
    return 2;
  }
}

/** Loaded when asked for. */
const reporters: Record<ReporterName, (report: Report, rendering: Rendering) => string | Promise<string>> = {
  text: renderReport,
  github: async (report) => (await import('./reporters/github.ts')).renderGithub(report),
  json: async (report) => (await import('./reporters/json.ts')).renderJson(report),
  junit: async (report) => (await import('./reporters/junit.ts')).renderJunit(report),
};

function openCache({ cache }: Surroundings, { cache: isWanted, cacheDir }: Options): Store | undefined {
  const folder = cacheDir ?? cache?.folder ?? '';
  return cache && isWanted ? openStore(folder, cache.environment(folder)) : undefined;
}

/** The report of a book in which nothing has changed since it was last checked. */
function recallBook(texts: readonly ChapterText[], store: Store, options: Options): Outcome | undefined {
  if (!isPlain(options)) return undefined;
  const chapters: ChapterReport[] = [];
  for (const { path, source } of texts) {
    const kept = store.chapter(path, source);
    if (!kept) return undefined;
    chapters.push(kept.report);
  }
  const sources = new Map(texts.map(({ path, source }) => [path, source]));
  return { kind: 'report', report: { chapters, hosts: [engineReport(chapters)] }, sources, notes: [] };
}
