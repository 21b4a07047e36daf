/** The command behind `npm run check`: arguments in, report and exit code out. */

import { nearest } from '../snippets/suggest.ts';
import { worldFiles } from '../worlds/index.ts';
import { readArguments, usage } from './args.ts';
import { type Checking, check } from './check.ts';
import { type Book, readBook, selectChapters } from './find-chapters.ts';
import { openHosts } from './hosts/open-hosts.ts';
import type { Problem } from './problem.ts';
import { progressLine } from './progress.ts';
import { countProblems, type Report, renderReport } from './report.ts';
import { createRunner } from './run-once.ts';
import { coloured, plain } from './style.ts';
import { updateBook } from './update-book.ts';

interface Stream {
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
}

/** 0: the book is fine, 1: something in it is wrong, 2: the command is. */
export type ExitCode = 0 | 1 | 2;

/** Names of the importable worlds, as in `./worlds/rates.ts`. */
const worldNames = worldFiles.map((file) => file.replace(/^worlds\/|\.ts$/g, ''));

/** Reads the arguments, does what they say, and prints the report to `stdout`. */
export async function main(argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const { root, stdout, stderr, env } = surroundings;
  const misuse = (message: string, found: string): ExitCode => {
    stderr.write(`${message}\nfound: ${found}\nnpm run check -- --help lists the options\n`);
    return 2;
  };
  const read = readArguments(argv);
  if (read.kind === 'help') {
    stdout.write(usage);
    return 0;
  }
  if (read.kind === 'wrong') return misuse(read.message, read.found);
  const { update, filter, clock, hosts: names } = read.options;

  const book = await readBook(root, worldNames);
  if (book.chapters.length === 0) {
    return misuse('expected chapters, files like content/01-waiting/01-waiting.mdx', `none in ${root}`);
  }
  const selected = selectChapters(book.chapters, filter);
  if ('unknown' in selected) {
    const known = book.chapters.flatMap(({ slug, snippets }) => [
      slug,
      ...snippets.map(({ id }) => `${slug}/${id}`),
    ]);
    const meant = nearest(selected.unknown, known);
    const advice = meant ? `: did you mean ${meant}?` : `, for instance ${known.slice(0, 2).join(' or ')}`;
    return misuse(`--filter wants a chapter or chapter/example${advice}`, selected.unknown);
  }
  const opened = await openHosts(names);
  if ('missing' in opened) return misuse(opened.missing, `--host ${names.join(',')}`);
  const { hosts } = opened;
  const progress = progressLine(stderr);
  try {
    const timeless = hosts.find((host) => clock !== undefined && !host.clocks.includes(clock));
    if (timeless) {
      return misuse(
        `the host ${timeless.name} has only the ${timeless.clocks.join()} clock`,
        `--clock ${clock}`,
      );
    }
    const runner = createRunner();
    const checking: Checking = {
      hosts,
      clock,
      run: runner.run,
      diagnose: surroundings.diagnose,
      onProgress: progress.show,
    };
    if (!update) return finish(await check(selected, checking), book);

    const { written, refused } = await updateBook(root, selected, {
      ...checking,
      sources: book.sources,
      runner,
    });
    const after = written.length > 0 ? await readBook(root, worldNames) : book;
    const again = selectChapters(after.chapters, filter);
    if ('unknown' in again) throw new Error(`An update made ${again.unknown} disappear.`);
    const report = await check(again, checking);
    progress.clear();
    for (const { path, updated } of written) stdout.write(`updated ${path}: ${updated.join(', ')}\n`);
    return finish(withRefused(report, refused), after);
  } finally {
    progress.clear();
    await Promise.all(hosts.map((host) => host.close()));
  }

  function finish(report: Report, { sources }: Book): ExitCode {
    progress.clear();
    const style = stdout.isTTY && !env['NO_COLOR'] ? coloured : plain;
    stdout.write(renderReport(report, { style, sources }));
    return countProblems(report) === 0 ? 0 : 1;
  }
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
