/**
 * The snippets that editors offer in chapters: what `npm run new` writes, with places to fill in. In the form of Visual Studio Code,
 * which others read as well; kept in `.vscode/book.code-snippets`.
 */
import { beginnings } from './new.ts';

interface EditorSnippet {
  scope: string;
  prefix: string;
  description: string;
  body: string[];
}

/** A word that stands in no beginning; `titleOf` writes it with a capital letter. */
const id = 'xyzzy';

/** The file's text. */
export function editorSnippets(): string {
  const snippets: Record<string, EditorSnippet> = {
    Chapter: snippet('chapter', 'The beginning of a chapter', beginnings.chapter(id)),
    Example: snippet('example', 'An example with its prediction, output and rule', beginnings.example(id)),
    Exercise: snippet(
      'exercise',
      'An exercise: starter, hint, solution, two wrong solutions, tests',
      beginnings.exercise(id),
    ),
    'Type error': snippet('errors', 'Announces a type error of the next line', `// @errors: ${id}\n`),
    Output: snippet('output', 'What the example above prints; the run fills it in', '```output\n```\n'),
  };
  return `${JSON.stringify(snippets, undefined, 2)}\n`;
}

function snippet(prefix: string, description: string, text: string): EditorSnippet {
  const lines = text
    .trimEnd()
    .replaceAll(/[\\$]/g, '\\$&')
    // One place, typed once: the editor fills in the others.
    .replaceAll(/xyzzy/gi, () => '$1')
    .split('\n');
  return { scope: 'mdx', prefix, description, body: [...lines, '$0'] };
}
