/** Cold, unchanged, one example and one chapter edited. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Bench } from '../bench.ts';
import { check, edit, perChapter } from '../check-book.ts';
import type { GoalName } from '../goals.ts';
import { repeat } from '../measure.ts';

export async function measureBook(bench: Bench): Promise<void> {
  const { book, place, runs, results, size } = bench;
  const cache = join(place, 'cache');
  const last = readdirSync(join(book, 'content')).length - 1;
  const cold = await repeat(runs, () => {
    rmSync(cache, { recursive: true, force: true });
    return check(book, cache);
  });
  bench.cold = cold;
  results.row(`${size} examples, cold`, cold);
  results.reach('cold', cold.ms);
  const unchanged = await repeat(runs, () => check(book, cache));
  results.row(`${size} examples, unchanged`, unchanged);
  results.reach('unchanged', unchanged.ms);
  const editing = async (name: string, goal: GoalName, chapter: number, count: number) => {
    const edited = await repeat(runs, (index) => {
      edit(book, Math.min(chapter, last), count, index);
      return check(book, cache);
    });
    results.row(`${size} examples, ${name} edited`, edited);
    results.reach(goal, edited.ms);
  };
  await editing('one example', 'exampleEdited', 3, 1);
  await editing('one chapter', 'chapterEdited', 5, perChapter);
}
