/** The words of the book and what is often said wrongly, as the pages list them. */

export interface Source {
  title: string;
  url: string;
}

/** A word of the book. */
export interface Term {
  /** Its anchor on the page. */
  id: string;
  term: string;
  text: string;
  /** Slug of the chapter that introduces it. */
  chapter: string;
  /** Absent where the word is the book's own. */
  source?: Source | undefined;
}

/** What people often say, and what is right instead. */
export interface Misconception {
  id: string;
  often: string;
  right: string;
  /** Examples that disprove it, as `chapter/id`. */
  examples: string[];
  source: Source;
}

/** By the alphabet, whatever the case. */
export function sortTerms(terms: readonly Term[]): Term[] {
  return terms.toSorted((a, b) => a.term.localeCompare(b.term, 'en', { sensitivity: 'base' }));
}

/**
 * The two halves of `waiting/all-at-once`.
 * @throws Error when the reference has another form.
 */
export function readExampleReference(reference: string): { chapter: string; id: string } {
  const [chapter = '', id = '', ...rest] = reference.split('/');
  if (!chapter || !id || rest.length > 0)
    throw new Error(
      `"${reference}" names no example. Write chapter/example, for instance waiting/all-at-once.`,
    );
  return { chapter, id };
}
