/** What the book rests on: the sources named at the end of chapters and in their notes, in the glossary, and where something is often said wrongly. */
import { type MdastNode, mdxToMdast } from 'satteri';
import { findChapter, isWritten } from '../book/chapters.ts';
import { links, loadBook, loadMisconceptions, loadTerms } from './book-data.ts';

/** A link of a chapter's notes or of its section “Sources”. */
export interface Citation {
  url: string;
  /** Whose it is: `ECMA-262`; empty where the text does not say. */
  by: string;
  /** What the link is called: `Await`. */
  title: string;
  /** Where it is cited, as the fragment of the chapter's page. */
  anchor: string;
}

/** A source, and every place that cites it. */
export interface CitedSource {
  url: string;
  by: string;
  title: string;
  citedIn: { label: string; href: string }[];
}

const textOf = (node: MdastNode): string =>
  'children' in node
    ? node.children.map((child) => textOf(child)).join('')
    : node.type === 'text' || node.type === 'inlineCode'
      ? node.value
      : '';

/** Everything up to the last end of a sentence or clause; an initial (“Isaac Z.”) ends none. */
const clauses = /^[\s\S]*(?:[;:]\s+|[\p{Ll})\]”]\.\s+)/u;

/** The links of one paragraph, each with the words of its clause before it. */
function citationsIn(paragraph: MdastNode, anchor: string): Citation[] {
  if (!('children' in paragraph)) return [];
  const found: Citation[] = [];
  let words = '';
  let emphasis = '';
  let by = '';
  for (const node of paragraph.children) {
    const text = textOf(node).replaceAll(/\s+/g, ' ');
    if (node.type === 'link') {
      // In a long sentence the work is what is emphasised.
      const named = words.length > 70 && emphasis ? words.slice(words.indexOf(emphasis)) : words;
      const cleaned = named.replaceAll(/^[\s,(and]*\s|[\s,(]+$/g, '').trim();
      by = cleaned || by;
      found.push({ url: node.url, by, title: text.replaceAll(/^["“]|["”]$/g, ''), anchor });
      words = emphasis = '';
    } else if (node.type === 'text') {
      // A title may have a colon; only plain text ends a clause.
      if (clauses.test(text)) {
        words = text.replace(clauses, '');
        emphasis = '';
      } else words += text;
    } else {
      if (node.type === 'emphasis') emphasis ||= text;
      words += text;
    }
  }
  return found;
}

/** The citations of a chapter, in the order of its text. `body` is MDX without front matter. */
export function readCitations(body: string): Citation[] {
  const found: Citation[] = [];
  let inSources = false;
  const collect = (node: MdastNode, anchor: string): void => {
    if (node.type === 'paragraph') found.push(...citationsIn(node, anchor));
    else if ('children' in node) for (const child of node.children) collect(child, anchor);
  };
  const root = mdxToMdast(body);
  for (const node of 'children' in root ? root.children : []) {
    if (node.type === 'heading' && node.depth === 2) inSources = textOf(node).trim() === 'Sources';
    else if (node.type === 'footnoteDefinition') collect(node, `user-content-fn-${node.identifier}`);
    else if (inSources) collect(node, 'sources');
  }
  return found;
}

/** All sources of the book, by author and title; whoever is cited twice stands there once. */
export async function loadSources(): Promise<CitedSource[]> {
  const book = await loadBook();
  const byUrl = new Map<string, CitedSource>();
  const cite = (source: Omit<CitedSource, 'citedIn'>, label: string, href: string) => {
    const known = byUrl.get(source.url) ?? { ...source, citedIn: [] };
    byUrl.set(source.url, known);
    if (!known.citedIn.some((place) => place.label === label)) known.citedIn.push({ label, href });
  };
  for (const chapter of book.chapters.filter(isWritten))
    for (const { anchor, ...source } of readCitations(chapter.file.body))
      cite(source, `chapter ${chapter.number}`, `${links.chapter(chapter)}#${anchor}`);
  const named = ({ title, url }: { title: string; url: string }) => {
    const [, by = '', rest = title] = /^([^,]+), (.+)$/.exec(title) ?? [];
    return { by, title: rest, url };
  };
  for (const { id, term, chapter, source } of await loadTerms())
    if (source && isWritten(findChapter(book, chapter))) cite(named(source), `“${term}”`, links.term(id));
  for (const { id, source } of await loadMisconceptions())
    cite(named(source), 'often said', `${links.file('misconceptions/')}#${id}`);
  const order = ({ by, title }: CitedSource) => `${by} ${title}`;
  return [...byUrl.values()].sort((a, b) => order(a).localeCompare(order(b), 'en', { numeric: true }));
}
