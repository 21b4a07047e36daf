/** `--update`: runs every example twice and writes the chapters whose outputs are new. */
import { join } from 'node:path';
import { replaceFile } from '../files/replace-file.js';
import type { Chapter } from '../snippets/extract.ts';
import { assign, type Checking } from './check.ts';
import { mapPool } from './pool.ts';
import type { Problem } from './problem.ts';
import type { Runner } from './run-once.ts';
import { type TwoRuns, updateOutputs } from './update.ts';

export interface Updating extends Checking {
  runner: Runner;
  /** The chapters' texts by path. */
  sources: ReadonlyMap<string, string>;
}

export interface Updated {
  /** The chapters that were written, with the ids of the examples whose output is new. */
  written: { path: string; updated: string[] }[];
  refused: Problem[];
}

/** Each chapter is written as a whole or not at all. */
export async function updateBook(
  root: string,
  chapters: readonly Chapter[],
  updating: Updating,
): Promise<Updated> {
  const { hosts, clock, runner, sources, onProgress } = updating;
  const snippets = chapters.flatMap((chapter) => chapter.snippets);
  const assignments = assign(snippets, hosts, clock);
  const runs: TwoRuns[] = [];
  const progress = { done: 0, total: assignments.length };
  await mapPool(assignments, hosts[0]?.concurrency ?? 1, async ({ host, task, expectation }) => {
    const first = await runner.run(host, task);
    runs.push({ snippet: task.snippet, expectation, first, second: await runner.runAgain(host, task) });
    progress.done++;
    onProgress?.({ ...progress, name: `${task.snippet.chapter}/${task.snippet.id}` });
  });

  const result: Updated = { written: [], refused: [] };
  for (const { path, snippets: own } of chapters) {
    const source = sources.get(path) ?? '';
    const update = updateOutputs(
      source,
      runs.filter(({ snippet }) => own.includes(snippet)),
    );
    result.refused.push(...update.refused);
    if (update.source === source) continue;
    replaceFile(join(root, path), update.source);
    result.written.push({ path, updated: [...new Set(update.updated)] });
  }
  return result;
}
