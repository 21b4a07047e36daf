/** The search that comes with the built site. Everything here is loaded when a reader searches for the first time. */
import { type FoundPage, type RawPage, toFoundPage } from './result.ts';

/** Beside the pages; its names change with its content, except for the three it is entered by. */
export const indexFolder = 'pagefind';

/** The part of Pagefind's interface that is used: https://pagefind.app/docs/api/. */
interface Pagefind {
  options(options: { baseUrl: string; excerptLength: number }): Promise<void>;
  search(query: string): Promise<{ results: { data(): Promise<RawPage> }[] }>;
}

export type Search = (query: string, signal: AbortSignal) => Promise<FoundPage[]>;

const mostPages = 8;

/**
 * Opens the index of the site that lies under `base`. Pagefind works in a worker of its own, which is why the page's policy
 * needs to allow neither WebAssembly nor `eval`.
 * @param base with both slashes
 * @returns a search that throws what its signal was aborted with
 * @throws Error when the index cannot be loaded
 */
export async function openIndex(base: string): Promise<Search> {
  const pagefind: Pagefind = await import(/* @vite-ignore */ `${base}${indexFolder}/pagefind.js`);
  await pagefind.options({ baseUrl: base, excerptLength: 18 });
  return async (query, signal) => {
    const { results } = await pagefind.search(query);
    signal.throwIfAborted();
    const pages = await Promise.all(results.slice(0, mostPages).map((result) => result.data()));
    signal.throwIfAborted();
    return pages.map((page) => toFoundPage(page));
  };
}
