/** The check that is made most often, and whose verdicts are kept: whole chapters, on the engine, by its clock. */
import type { Options } from './args.ts';
import type { ChapterReport, HostReport } from './report.ts';

/** Whether chapters are checked as a whole, the way their verdicts are kept. */
export function isPlain({ filter, hosts, clock, update, shard }: Options): boolean {
  return filter.length === 0 && hosts.join() === 'engine' && clock === undefined && !update && !shard;
}

/** What the engine did for these chapters. */
export function engineReport(chapters: readonly ChapterReport[]): HostReport {
  const sum = (count: (chapter: ChapterReport) => number) =>
    chapters.reduce((total, chapter) => total + count(chapter), 0);
  return {
    name: 'engine',
    run: sum(({ run }) => run.length),
    wrong: sum(({ problems }) => problems.filter(({ host }) => host === 'engine').length),
    skipped: sum(({ elsewhere }) => elsewhere.length),
  };
}
