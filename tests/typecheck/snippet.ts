/** Examples for tests, without a chapter around them. */
import type { ExpectedTypeError, Snippet, SnippetHost } from '../../src/snippets/snippet.ts';

const nowhere = { start: { line: 0, column: 0 }, end: { line: 0, column: 0 } };

interface Details {
  id?: string;
  host?: SnippetHost;
  typeErrors?: ExpectedTypeError[];
}

/** An example of these files; a text alone is its `main.ts`. */
export function snippetOf(files: string | Record<string, string>, details: Details = {}): Snippet {
  const named = typeof files === 'string' ? { 'main.ts': files } : files;
  return {
    id: 'example',
    chapter: 'chapter',
    path: 'content/01-chapter/01-chapter.mdx',
    files: Object.entries(named).map(([name, code]) => ({
      name,
      code,
      lines: code.split('\n').map((_, line) => ({ line, column: 0 })),
      fence: nowhere,
      hidden: false,
      readOnly: [],
    })),
    entry: 'main.ts',
    mode: 'run',
    runnable: true,
    host: 'any',
    clock: 'virtual',
    seed: 1,
    limit: 5_000,
    timeline: 'none',
    predict: false,
    typeErrors: [],
    end: { kind: 'quiet' },
    expectations: [],
    ...details,
  };
}
