import type { Control } from './control.ts';
import { type CallOptions, checked } from './http.ts';
import { connect } from './network.ts';

export type SitePath =
  | '/'
  | '/about'
  | '/team'
  | '/jobs'
  | '/blog'
  | '/blog/loops'
  | '/blog/races'
  | '/shop'
  | '/shop/basket';

export interface Page {
  path: string;
  title: string;
  /** Paths of the pages it links to. */
  links: string[];
}

export interface SiteControl extends Control<SitePath> {
  /** From now on this page sends its readers to itself. */
  loop(path: SitePath): void;
}

/** The server: `site.log`, `site.hang('/team')`, `site.loop('/shop')` … */
export const site: SiteControl = connect('site.test');

/** Nine pages: `/jobs` and `/shop/basket` are broken, `/team` takes 190 ms. Rejects with an `HttpError` for a broken page. */
export async function getPage(path: string, { signal }: CallOptions = {}): Promise<Page> {
  const response = await fetch(`https://site.test${path}`, { signal: signal ?? null });
  const html = await checked(response).text();
  const title = /<title>(.*)<\/title>/.exec(html)?.[1] ?? '';
  const links = [...html.matchAll(/href="(.*?)"/g)].map((match) => match[1] ?? '');
  return { path, title, links };
}
