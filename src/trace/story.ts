/** What the stories of a run have in common: see `stories.ts`. */
import type { Lifetime } from './live.ts';

/** Something a run started. It is alive from its first event (included) to the one that ended it (excluded). */
export interface Story extends Lifetime {
  /** Its place in its list, which is also the order in which things of its kind began. */
  index: number;
  /** What to call it, unique in the run: `timer 2 (tick)`. */
  label: string;
  /** Index into `Trace.sites` of where it was started. */
  site: number | undefined;
}

/** The stories of one kind. */
export interface Told<S extends Story> {
  all: S[];
  /** Index of a story by the number its events use. */
  indexOf: Map<number, number>;
}

/** The story whose events use this number. */
export function findStory<S extends Story>(told: Told<S>, number: number): S | undefined {
  const index = told.indexOf.get(number);
  return index === undefined ? undefined : told.all[index];
}

/** Gives out labels: the same word is numbered from 1, and a name follows in brackets. */
export function labeller(): (word: string, name?: string) => string {
  const counts = new Map<string, number>();
  return (word, name) => {
    const count = (counts.get(word) ?? 0) + 1;
    counts.set(word, count);
    return name ? `${word} ${count} (${name})` : `${word} ${count}`;
  };
}
