/** How far a reader is in a chapter: which of its sections were read to their end, and where reading stopped. Pure. */

export interface ReadingProgress {
  /** Slug of the section where reading stopped; `''` before the first one. */
  at: string;
  /** The section's heading, as the reader saw it. */
  title: string;
  /** Slugs of the sections whose end was seen. */
  read: string[];
  /** How many sections the chapter had then. */
  sections: number;
}

export const noProgress: ReadingProgress = { at: '', title: '', read: [], sections: 0 };

const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string');

/** What was kept, if it is progress; anybody may have written it. */
export function readProgress(value: unknown): ReadingProgress {
  if (typeof value !== 'object' || value === null) return noProgress;
  const { at, title, read, sections } = value as Partial<ReadingProgress>;
  if (typeof at !== 'string' || typeof title !== 'string' || !isTexts(read)) return noProgress;
  if (typeof sections !== 'number' || !(sections >= 0)) return noProgress;
  return { at, title, read, sections };
}

export interface Seen {
  /** Where reading goes on; nothing above the first section, which is where the page's controls are. */
  at?: string;
  title?: string;
  /** Sections whose ends are in view or above it. */
  ends: readonly string[];
}

/** Progress after more was seen of a chapter that has these sections. Sections it had once are forgotten. */
export function advance(progress: ReadingProgress, seen: Seen, sections: readonly string[]): ReadingProgress {
  const { at = progress.at, title = progress.title, ends } = seen;
  const { read } = progress;
  return {
    at,
    title,
    read: sections.filter((section) => read.includes(section) || ends.includes(section)),
    sections: sections.length,
  };
}

/** The part of the chapter that was read, 0 to 1. */
export function fractionRead({ read, sections }: ReadingProgress): number {
  return sections === 0 ? 0 : Math.min(1, read.length / sections);
}
