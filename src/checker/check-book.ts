/** Does what the command asks: finds the examples, checks or updates them, and remembers. */
import type { Chapter } from '../snippets/extract.ts';
import { nearest } from '../snippets/suggest.ts';
import { worldNames } from '../worlds/index.ts';
import type { Options } from './args.ts';
import { recalling, timeOf } from './cache/recall.ts';
import type { Store } from './cache/store.ts';
import { type Checking, check } from './check.ts';
import { type Book, extractBook, selectChapters } from './find-chapters.ts';
import { openHosts } from './hosts/open-hosts.ts';
import type { Outcome, Surroundings } from './main.ts';
import { engineReport, isPlain } from './plain-check.ts';
import type { Problem } from './problem.ts';
import { progressLine } from './progress.ts';
import { type ChapterText, readTexts } from './read-texts.ts';
import type { ChapterReport, Report } from './report.ts';
import { createRunner } from './run-once.ts';
import { takeShard } from './shard.ts';
import { updateBook } from './update-book.ts';

/** Problems that depend on how fast the machine is: they are found anew each time. */
const fleeting = new Set(['never-ends', 'too-much-memory', 'prints-too-much', 'not-reproducible']);

/** Checks the chapters with these texts, those that the store knows left out. */
export async function checkBook(
  texts: readonly ChapterText[],
  options: Options,
  surroundings: Surroundings,
  store: Store | undefined,
): Promise<Outcome> {
  const kept = store && isPlain(options) ? keptChapters(texts, store) : new Map<string, ChapterReport>();
  let book = extractBook(
    texts.filter(({ path }) => !kept.has(path)),
    worldNames,
  );
  if (kept.size > 0 && repeatsSlug(book, texts, store)) {
    kept.clear();
    book = extractBook(texts, worldNames);
  }
  const sources = new Map(texts.map(({ path, source }) => [path, source]));
  for (const { path, slug, outline } of book.chapters)
    store?.keepOutline(path, { slug, ...(outline && { outline }) }, sources.get(path) ?? '');
  const filtered = selectChapters(book.chapters, options.filter);
  if ('unknown' in filtered) return unknownFilter(book, filtered.unknown);
  const shard =
    options.shard && takeShard(filtered, options.shard, (snippet) => store && timeOf(snippet, store));
  const selected = shard?.chapters ?? filtered;
  const notes = shard && options.shard ? [describe(options.shard, shard.plan)] : [];

  const { clock, hosts: names } = options;
  const opened = await openHosts(names, { isKept: options.watch });
  if ('missing' in opened)
    return { kind: 'misuse', message: opened.missing, found: `--host ${names.join(',')}` };
  const { hosts } = opened;
  const progress = progressLine(surroundings.stderr);
  try {
    const timeless = hosts.find((host) => clock !== undefined && !host.clocks.includes(clock));
    if (timeless) {
      const message = `the host ${timeless.name} has only the ${timeless.clocks.join()} clock`;
      return { kind: 'misuse', message, found: `--clock ${clock}` };
    }
    const runner = createRunner();
    const plainChecking: Checking = {
      hosts,
      clock,
      run: runner.run,
      diagnose: surroundings.diagnose,
      onProgress: progress.show,
    };
    if (options.update) return await update(plainChecking);
    const recall = store && recalling(plainChecking, store);
    const report = await check(selected, recall?.checking ?? plainChecking);
    recall?.keep(options.filter.length === 0 && !options.shard);
    if (store && isPlain(options)) keepChapters(book.chapters, report, sources, store);
    return { kind: 'report', report: kept.size > 0 ? withKept(report, kept) : report, sources, notes };

    async function update(checking: Checking): Promise<Outcome> {
      const { root } = surroundings;
      const chapters = selected;
      const { written, refused } = await updateBook(root, chapters, { ...checking, sources, runner });
      const after = written.length > 0 ? extractBook(readTexts(root), worldNames) : book;
      const again = selectChapters(after.chapters, options.filter);
      if ('unknown' in again) throw new Error(`An update made ${again.unknown} disappear.`);
      const report = withRefused(await check(again, checking), refused);
      const notes = written.map(({ path, updated }) => `updated ${path}: ${updated.join(', ')}`);
      return { kind: 'report', report, sources: after.sources, notes };
    }
  } finally {
    progress.clear();
    await Promise.all(hosts.map((host) => host.close()));
  }
}

function describe({ index, count }: { index: number; count: number }, plan: string): string {
  return `part ${index} of ${count} of plan ${plan}`;
}

function keptChapters(texts: readonly ChapterText[], store: Store): Map<string, ChapterReport> {
  return new Map(
    texts.flatMap(({ path, source }) => {
      const known = store.chapter(path, source);
      return known ? [[path, known.report]] : [];
    }),
  );
}

/** Whether two chapters claim one slug: then the examples of the second are not checked, whichever has changed. */
function repeatsSlug({ chapters }: Book, texts: readonly ChapterText[], store: Store | undefined): boolean {
  const fresh = new Set(chapters.map(({ path }) => path));
  const slugs = [
    ...chapters.map(({ slug }) => slug),
    ...texts.flatMap(({ path, source }) =>
      fresh.has(path) ? [] : (store?.chapter(path, source)?.slug ?? []),
    ),
  ];
  return new Set(slugs).size < slugs.length;
}

function keepChapters(
  chapters: readonly Chapter[],
  report: Report,
  sources: ReadonlyMap<string, string>,
  store: Store,
): void {
  for (const { path, slug, snippets } of chapters) {
    const own = report.chapters.find((chapter) => chapter.path === path);
    const isReal = snippets.some(({ mode, clock }) => mode === 'run' && clock === 'real');
    const isLasting = own?.problems.every(({ code }) => !fleeting.has(code) && code !== 'duplicate-slug');
    if (own && isLasting && !isReal) store.keepChapter(path, { slug, report: own }, sources.get(path) ?? '');
  }
}

function withKept(report: Report, kept: ReadonlyMap<string, ChapterReport>): Report {
  const chapters = [...report.chapters, ...kept.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  return { ...report, chapters, hosts: [engineReport(chapters)] };
}

function unknownFilter({ chapters }: Book, unknown: string): Outcome {
  const known = chapters.flatMap(({ slug, snippets }) => [
    slug,
    ...snippets.map(({ id }) => `${slug}/${id}`),
  ]);
  const meant = nearest(unknown, known);
  const advice = meant ? `: did you mean ${meant}?` : `, for instance ${known.slice(0, 2).join(' or ')}`;
  return { kind: 'misuse', message: `--filter wants a chapter or chapter/example${advice}`, found: unknown };
}

/** Why an example was not updated stands in place of the difference that remains. */
function withRefused(report: Report, refused: readonly Problem[]): Report {
  const isAnswered = (problem: Problem) =>
    problem.code === 'output-differs' &&
    refused.some(({ path, snippet }) => path === problem.path && snippet === problem.snippet);
  return {
    ...report,
    chapters: report.chapters.map((chapter) => ({
      ...chapter,
      problems: [
        ...chapter.problems.filter((problem) => !isAnswered(problem)),
        ...refused.filter(({ path }) => path === chapter.path),
      ].sort(
        (a, b) => a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column,
      ),
    })),
  };
}
