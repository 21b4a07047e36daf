/** From an edited example to a pull request: what goes where in the chapter's source on the code host. */
import type { ExampleData } from './example-data.ts';
import type { Files } from './kept-edits.ts';

export interface Proposal {
  /** What takes the place of the old code: the changed file, or all changed files, each under its name. */
  text: string;
  /** Where the host lets anybody edit the chapter. */
  url: string;
  /** 1-based line of the chapter at which the first changed file begins. */
  line: number;
}

/** What a reader can propose; undefined for an example that is as in the book, or none of the book's. Pure. */
export function proposalFrom({ edit, files }: ExampleData, current: Files): Proposal | undefined {
  const changed = files.filter(({ name, code }) => (current[name] ?? code) !== code);
  const [first] = changed;
  if (edit === undefined || first?.line === undefined) return undefined;
  const text =
    changed.length === 1
      ? (current[first.name] ?? '')
      : changed.map(({ name }) => `// ${name}\n${current[name]}`).join('\n');
  return { text, url: edit, line: first.line };
}
