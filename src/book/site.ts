/** What the site says about itself, in one place. */
export const site = {
  title: 'Interleave',
  tagline: 'Asynchronous programming you can run',
  description:
    'A book about asynchronous programming in TypeScript. Every example runs in the page, can be changed, and is checked by a machine before it is printed.',
  /** The repository's address on its host, without a slash at the end. */
  repository: 'https://github.com/interleave-book/interleave',
  /** The branch that edit links point to. */
  branch: 'main',
  licences: {
    content: { name: 'CC BY 4.0', url: 'https://creativecommons.org/licenses/by/4.0/' },
    code: { name: 'MIT', url: 'https://opensource.org/license/mit' },
  },
  /** The example on the cover: one of the book's own, so that it is checked like all others. */
  coverExample: { chapter: 'waiting', id: 'all-at-once' },
} as const;

/** Where a reader can propose a change to a file of the repository; `path` is relative to its root. */
export function editUrl(path: string): string {
  return `${site.repository}/edit/${site.branch}/${path}`;
}
