/** A heading as the Markdown processor reports it. */
export interface Heading {
  /** 2 for `##`. */
  depth: number;
  slug: string;
  text: string;
}

/** A section of a chapter, with the sections inside it. */
export interface OutlineItem {
  slug: string;
  text: string;
  /** Whole minutes of reading until it begins; only top-level sections have it. */
  minute?: number;
  children: OutlineItem[];
}

/** The processor adds a heading for footnotes; it is no section of the author's. */
const footnotes = 'footnote-label';

/**
 * Sections and their sub-sections (two levels). A sub-section without a section before it becomes a section.
 * @param starts minutes until each second-level heading, in order
 */
export function outlineOf(headings: Heading[], starts: number[] = []): OutlineItem[] {
  const outline: OutlineItem[] = [];
  let sections = 0;
  for (const { depth, slug, text } of headings) {
    if (slug === footnotes || depth > 3) continue;
    const item: OutlineItem = { slug, text, children: [] };
    const parent = outline.at(-1);
    if (depth === 3 && parent) {
      parent.children.push(item);
      continue;
    }
    const start = depth === 2 ? starts[sections++] : undefined;
    outline.push(start === undefined ? item : { ...item, minute: Math.round(start) });
  }
  return outline;
}
