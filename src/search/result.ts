/** What a search finds, as plain text: nothing in it is ever read as HTML. */

/** A piece of an excerpt. */
export interface Piece {
  text: string;
  /** Whether it is a word that was looked for. */
  hit: boolean;
}

export interface FoundSection {
  title: string;
  /** With the section's anchor. */
  url: string;
  excerpt: Piece[];
}

export interface FoundPage {
  title: string;
  url: string;
  /** Best first; a page's beginning counts as a section of the page's own title. */
  sections: FoundSection[];
}

/** One page as Pagefind hands it over; see https://pagefind.app/docs/api/. Excerpts carry `<mark>` and entities. */
export interface RawPage {
  url: string;
  meta: Record<string, string>;
  sub_results: { title: string; url: string; excerpt: string }[];
}

const entities: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'", '#39': "'" };

const decode = (text: string) =>
  text.replace(/&(lt|gt|amp|quot|apos|#39);/g, (whole, name: string) => entities[name] ?? whole);

/**
 * Takes an excerpt apart.
 * @example readExcerpt('the <mark>loop</mark> waits') // [{text:'the ',hit:false},{text:'loop',hit:true},{text:' waits',hit:false}]
 */
export function readExcerpt(excerpt: string): Piece[] {
  return excerpt
    .split(/(<mark>.*?<\/mark>)/s)
    .filter(Boolean)
    .map((part) => {
      const marked = /^<mark>(.*)<\/mark>$/s.exec(part)?.[1];
      return { text: decode(marked ?? part), hit: marked !== undefined };
    });
}

/** The sections a page is listed with, at most `most` of them. */
export function toFoundPage({ url, meta, sub_results }: RawPage, most = 4): FoundPage {
  const title = meta['title'] ?? url;
  const sections = sub_results.slice(0, most).map((section) => ({
    title: section.title,
    url: section.url,
    excerpt: readExcerpt(section.excerpt),
  }));
  return { title, url, sections };
}

/** What is announced about a search. */
export function describeFound(query: string, pages: FoundPage[]): string {
  const sections = pages.reduce((sum, page) => sum + page.sections.length, 0);
  if (sections === 0) return `Nothing found for “${query}”.`;
  const places = sections === 1 ? '1 place' : `${sections} places`;
  return `${places} on ${pages.length === 1 ? '1 page' : `${pages.length} pages`}.`;
}
