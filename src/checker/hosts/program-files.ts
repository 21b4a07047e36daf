/** An example as a program: the same files in every host. */
import type { Snippet } from '../../snippets/snippet.ts';
import { type Sources, worldFilesFor } from '../../worlds/index.ts';

/** The files of a program: the example's own and what it uses of the worlds. */
export function programFiles(snippet: Snippet, worlds: Sources): Record<string, string> {
  const own = Object.fromEntries(snippet.files.map(({ name, code }) => [name, code]));
  return { ...worldFilesFor(own, worlds), ...own };
}
