/** What changed in the book's text, as its history tells. */

export interface Change {
  /** The commit's hash. */
  id: string;
  date: Date;
  title: string;
  /** Paths of the chapters' files it touched. */
  files: string[];
}

/** The form of `git log` that `readChanges` reads. */
export const logFormat = '--format=%x01%H%x02%aI%x02%s';

/** Reads `git log --name-only` in the form above; commits that touched no chapter are left out. */
export function readChanges(log: string): Change[] {
  return log
    .split('\u0001')
    .slice(1)
    .map((entry) => {
      const [head = '', ...rest] = entry.split('\n');
      const [id = '', date = '', title = ''] = head.split('\u0002');
      const files = rest.filter((line) => /^content\/[^/]+\/[^/]+\.mdx$/.test(line));
      return { id, date: new Date(date), title, files };
    })
    .filter(({ files }) => files.length > 0);
}
