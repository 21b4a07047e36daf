import { type Book, findChapter, isWritten, readChapterPath } from './chapters.ts';

/** Addresses inside the site. Pages end with a slash, wherever the site lies. */
export interface Links {
  home: string;
  /** A written chapter, or its line in the contents while it is only planned. */
  chapter(chapter: { slug: string; file?: unknown }): string;
  /** The translation of a chapter; `folder` names the language: `de`. */
  translation(folder: string, chapter: { slug: string }): string;
  /** A written chapter as Markdown. */
  markdown(chapter: { slug: string }): string;
  /** The run of an example, drawn and in words, on the page of its chapter's runs. */
  words(chapter: string, id: string): string;
  /** A word's entry in the glossary; the whole of it for the empty id. */
  term(id: string): string;
  search: string;
  /** The page of all examples. */
  examples: string;
  /** What the live script needs to run an example. */
  example(chapter: string, id: string): string;
  /** The drawing of an example's run, where its fold fetches it. */
  drawing(chapter: string, id: string): string;
  /** What the live script needs to check an exercise. */
  exercise(chapter: string, id: string): string;
  /** A file of `public/`. */
  file(name: string): string;
}

/** @param base the folder the site is served from: `/`, `/book` or `/book/` */
export function createLinks(base: string): Links {
  const root = base.endsWith('/') ? base : `${base}/`;
  return {
    home: root,
    chapter: (chapter) => (chapter.file ? `${root}${chapter.slug}/` : `${root}#${chapter.slug}`),
    translation: (folder, { slug }) => `${root}${folder}/${slug}/`,
    markdown: ({ slug }) => `${root}${slug}.md`,
    words: (chapter, id) => `${root}${chapter}/in-words/#${id}`,
    term: (id) => `${root}glossary/${id && `#${id}`}`,
    search: `${root}search/`,
    examples: `${root}examples/`,
    example: (chapter, id) => `${root}examples/${chapter}/${id}.json`,
    drawing: (chapter, id) => `${root}examples/${chapter}/${id}.drawing.json`,
    exercise: (chapter, id) => `${root}examples/${chapter}/${id}.exercise.json`,
    file: (name) => root + name,
  };
}

/** A link in a chapter's text, as the page shows it. */
export interface ProseLink {
  href: string;
  /** `planned`: it leads to the contents, since the chapter it names does not exist yet. */
  kind: 'here' | 'chapter' | 'planned' | 'glossary' | 'elsewhere';
}

/**
 * Resolves a link as an author writes it. Chapters link to each other's files (`../02-switching/02-switching.mdx#the-rule`),
 * so that the link also works where the text is read without the site, and to words of the glossary in its file
 * (`../glossary.json#task`). Whether what is behind `#` exists is for the checker to say.
 * @throws Error for a chapter that the book does not have, and for other relative links, which would break on the site.
 */
export function resolveProseLink(book: Book, links: Links, href: string): ProseLink {
  if (href.startsWith('#')) return { href, kind: 'here' };
  if (/^[a-z][a-z+.-]*:/i.test(href)) return { href, kind: 'elsewhere' };
  const [path = '', fragment] = href.split('#', 2);
  if (/(?:^|\/)glossary\.json$/.test(path)) return { href: links.term(fragment ?? ''), kind: 'glossary' };
  if (!path.endsWith('.mdx'))
    throw new Error(
      `The link "${href}" leads nowhere on the site. Link to a chapter's file, for instance ../02-switching/02-switching.mdx, to a heading (#a-heading), to a word of the glossary (../glossary.json#word), or to a full address (https://…).`,
    );
  const { slug } = readChapterPath(path);
  const file = path.split('/').at(-1) ?? path;
  const chapter =
    book.chapters.find((candidate) => candidate.file?.path.endsWith(`/${file}`)) ?? findChapter(book, slug);
  if (!isWritten(chapter)) return { href: links.chapter(chapter), kind: 'planned' };
  return { href: links.chapter(chapter) + (fragment ? `#${fragment}` : ''), kind: 'chapter' };
}
