/**
 * Translations of chapters. A translation has prose of its own and shares the examples: it names them. Of every section it says
 * which section of the original it translates, and a digest of that section as it was then, so that a page can say what is stale.
 */

/** A section of a chapter: what stands before the first second-level heading is one, too. */
export interface Section {
  /** Slug of its heading; empty for the beginning. */
  slug: string;
  /** Its Markdown, heading included. */
  text: string;
}

/** What a translated section is a translation of. */
export interface TranslatedSection {
  of: string;
  digest: string;
}

export interface SectionState extends TranslatedSection {
  /** `gone`: the original has no such section any more. */
  state: 'current' | 'stale' | 'gone';
  /** The digest of the original's section as it is now. */
  now?: string;
}

/**
 * Cuts a chapter's text at its second-level headings.
 * @param slugs of those headings, in order, as the page has them
 */
export function sectionsOf(body: string, slugs: readonly string[]): Section[] {
  const sections: { slug: string; lines: string[] }[] = [{ slug: '', lines: [] }];
  let fence: string | undefined;
  for (const line of body.split(/\r?\n/)) {
    const mark = /^\s*(?:>\s*)*(`{3,}|~{3,})(.*)$/.exec(line);
    if (fence !== undefined) {
      if (mark?.[1]?.startsWith(fence) && mark[2]?.trim() === '') fence = undefined;
    } else if (mark?.[1]) fence = mark[1];
    else if (/^##\s/.test(line)) sections.push({ slug: slugs[sections.length - 1] ?? '', lines: [] });
    sections.at(-1)?.lines.push(line);
  }
  return sections.map(({ slug, lines }) => ({ slug, text: lines.join('\n').trim() }));
}

/** @param digestOf the digest of a text, the same one that translations carry */
export function compareSections(
  translated: readonly TranslatedSection[],
  original: readonly Section[],
  digestOf: (text: string) => string,
): SectionState[] {
  return translated.map(({ of, digest }) => {
    const section = original.find(({ slug }) => slug === of);
    if (!section) return { of, digest, state: 'gone' };
    const now = digestOf(section.text);
    return { of, digest, state: now === digest ? 'current' : 'stale', now };
  });
}
