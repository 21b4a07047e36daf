/** The book's order: what is planned in `content/book.json`, and which of it is written. */

/** A chapter as the plan names it. */
export interface PlannedChapter {
  /** `event-loop`: the chapter's address and the end of its folder's name. */
  slug: string;
  title: string;
  /** One sentence for the contents. */
  summary: string;
}

export interface PlannedPart {
  id: string;
  title: string;
  chapters: PlannedChapter[];
}

/** What the book needs to know about a chapter's file. */
export interface ChapterFile {
  /** Relative to the project: `content/03-event-loop/03-event-loop.mdx`. */
  path: string;
  title: string;
  /** The chapter's first lines, and its line in the contents; the plan's summary when left out. */
  description?: string | undefined;
  /** Given only when it differs from the folder's name. */
  slug?: string | undefined;
  /** The text below the front matter. */
  body: string;
}

export interface Chapter {
  /** 1-based, through all parts. */
  number: number;
  slug: string;
  title: string;
  summary: string;
  /** The part it belongs to. */
  part: { number: number; title: string };
  /** Absent as long as the chapter is only planned. */
  file?: ChapterFile;
}

export interface Part {
  /** 1-based. */
  number: number;
  id: string;
  title: string;
  chapters: Chapter[];
}

export interface Book {
  parts: Part[];
  /** All chapters in reading order. */
  chapters: Chapter[];
}

/** A chapter that can be read. */
export type WrittenChapter = Chapter & { file: ChapterFile };

export function isWritten(chapter: Chapter): chapter is WrittenChapter {
  return chapter.file !== undefined;
}

/**
 * Joins the plan with the chapters that exist. A written chapter's own title and description win over the plan's.
 * @throws Error naming the file when a chapter's folder and the plan disagree.
 */
export function buildBook(plan: PlannedPart[], files: ChapterFile[]): Book {
  const bySlug = new Map<string, ChapterFile & { number: number }>();
  for (const file of files) {
    const path = readChapterPath(file.path);
    const slug = file.slug ?? path.slug;
    const twin = bySlug.get(slug);
    if (twin)
      throw new Error(
        `${file.path}: two chapters have the slug "${slug}"; the other is ${twin.path}. Rename one folder.`,
      );
    bySlug.set(slug, { ...file, number: path.number });
  }

  let number = 0;
  const parts = plan.map((part, index): Part => {
    const where = { number: index + 1, title: part.title };
    return {
      number: where.number,
      id: part.id,
      title: part.title,
      chapters: part.chapters.map((planned): Chapter => {
        number += 1;
        const found = bySlug.get(planned.slug);
        bySlug.delete(planned.slug);
        if (!found) return { ...planned, number, part: where };
        const { number: own, ...file } = found;
        if (own !== number)
          throw new Error(
            `${file.path}: the folder says chapter ${own}, but content/book.json lists "${planned.slug}" as chapter ${number}. Change one of them.`,
          );
        return {
          number,
          slug: planned.slug,
          title: file.title,
          summary: file.description ?? planned.summary,
          part: where,
          file,
        };
      }),
    };
  });

  for (const [slug, file] of bySlug)
    throw new Error(
      `${file.path}: content/book.json has no chapter "${slug}". Add it there, where it belongs in the reading order.`,
    );
  const chapters = parts.flatMap((part) => part.chapters);
  const slugs = new Set<string>();
  for (const { slug } of chapters) {
    if (slugs.has(slug)) throw new Error(`content/book.json: two chapters have the slug "${slug}".`);
    slugs.add(slug);
  }
  return { parts, chapters };
}

/**
 * The number and the slug a chapter's path carries.
 * @example readChapterPath('content/03-event-loop/03-event-loop.mdx') // { number: 3, slug: 'event-loop' }
 * @throws Error when folder and file are not both named `NN-slug`.
 */
export function readChapterPath(path: string): { number: number; slug: string } {
  const [, folder, number, slug] = /([^/]*)\/(\d{2,3})-([a-z0-9-]+)\.mdx$/.exec(path) ?? [];
  if (number === undefined || slug === undefined || folder !== `${number}-${slug}`)
    throw new Error(
      `${path}: a chapter lies in a folder of its own name: content/NN-slug/NN-slug.mdx, for instance content/03-event-loop/03-event-loop.mdx.`,
    );
  return { number: Number(number), slug };
}

/** The chapter with this slug. @throws Error when the plan has none. */
export function findChapter(book: Book, slug: string): Chapter {
  const chapter = book.chapters.find((candidate) => candidate.slug === slug);
  if (!chapter) throw new Error(`The book has no chapter "${slug}".`);
  return chapter;
}

/** The chapters before and after one, whether written or not. */
export function neighboursOf(book: Book, chapter: Chapter): { previous?: Chapter; next?: Chapter } {
  const previous = book.chapters[chapter.number - 2];
  const next = book.chapters[chapter.number];
  return { ...(previous && { previous }), ...(next && { next }) };
}
