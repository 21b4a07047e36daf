/** Parts of a book for several machines, of about the same length. */
import { createHash } from 'node:crypto';
import type { Chapter } from '../snippets/extract.ts';
import type { Snippet } from '../snippets/snippet.ts';

export interface Shard {
  /** The chapters with the examples and exercises of this part only; every chapter's own problems are in the first. */
  chapters: Chapter[];
  /** Names the whole plan: parts with different names do not make up the book. */
  plan: string;
}

/**
 * Deals the examples out, the longest first, each to the part that has least to do. `timeOf` knows an example's ms from an
 * earlier run, or does not. The same for every machine that knows the same times.
 */
export function takeShard(
  chapters: readonly Chapter[],
  { index, count }: { index: number; count: number },
  timeOf: (snippet: Snippet) => number | undefined,
): Shard {
  const examples = chapters.flatMap(({ snippets }) => snippets);
  const known = examples.flatMap((snippet) => timeOf(snippet) ?? []).sort((a, b) => a - b);
  const usual = known[known.length >> 1] ?? 1;
  const timed = examples.map((snippet) => ({
    name: `${snippet.path}#${snippet.id}`,
    time: Math.max(timeOf(snippet) ?? usual, Number.EPSILON),
  }));
  timed.sort((a, b) => b.time - a.time || (a.name < b.name ? -1 : 1));
  const loads = Array.from({ length: count }, () => 0);
  const parts = new Map<string, number>();
  for (const { name, time } of timed) {
    const part = loads.indexOf(Math.min(...loads));
    loads[part] = (loads[part] ?? 0) + time;
    parts.set(name, part + 1);
  }
  const isOurs = (path: string, id: string) => parts.get(`${path}#${id}`) === index;
  const plan = createHash('sha256')
    .update(JSON.stringify([count, [...parts].sort()]))
    .digest('hex')
    .slice(0, 8);
  return {
    plan,
    chapters: chapters.map((chapter) => ({
      ...chapter,
      snippets: chapter.snippets.filter(({ path, id }) => isOurs(path, id)),
      // An exercise goes with its starter.
      exercises: chapter.exercises.filter(({ path, id }) => isOurs(path, id)),
      problems: index === 1 ? chapter.problems : [],
    })),
  };
}
