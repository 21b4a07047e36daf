/** Finds the chapters of a book and reads them. */
import { type Chapter, extract, findDuplicateSlugs } from '../snippets/extract.ts';
import type { SourceProblem } from '../snippets/snippet.ts';
import { type ChapterText, readTexts } from './read-texts.ts';

export interface Book {
  /** In reading order, which is the order of their paths. */
  chapters: Chapter[];
  /** The chapters' texts by path: byte order mark and line ends as in the files. */
  sources: Map<string, string>;
}

/** Reads all chapters under `root`. `worlds`: names of the importable worlds, without `.ts`. */
export async function readBook(root: string, worlds: readonly string[]): Promise<Book> {
  return extractBook(readTexts(root), worlds);
}

/** Finds the examples in the texts of chapters. */
export function extractBook(texts: readonly ChapterText[], worlds: readonly string[]): Book {
  const sources = new Map(texts.map(({ path, source }) => [path, source]));
  const chapters = texts.map(({ path, source, isUtf8 }) => {
    const chapter = extract({ path, source, worlds });
    // What is not UTF-8 would be written back as something else.
    if (isUtf8) return chapter;
    const { outline: _, ...unread } = chapter;
    return { ...unread, snippets: [], exercises: [], problems: [notUtf8(path, source)] };
  });
  for (const problem of findDuplicateSlugs(chapters)) {
    chapters.find(({ path }) => path === problem.path)?.problems.unshift(problem);
  }
  return { chapters: chapters.map(withoutOthersNames), sources };

  /** Examples of a second chapter of the same slug would be taken for those of the first. */
  function withoutOthersNames(chapter: Chapter): Chapter {
    const isSecond = chapter.problems.some(({ code }) => code === 'duplicate-slug');
    return isSecond ? { ...chapter, snippets: [], exercises: [] } : chapter;
  }
}

function notUtf8(path: string, source: string): SourceProblem {
  const before = source.slice(0, source.indexOf('\ufffd')).split('\n');
  const at = { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  return {
    path,
    range: { start: at, end: { line: at.line, column: at.column + 1 } },
    code: 'not-utf-8',
    message: 'The file is not UTF-8.',
    expected: 'a text file in UTF-8',
    found: 'bytes that are no UTF-8',
    advice: 'Save it again as UTF-8.',
  };
}

/** The part of a book that `filter` asks for, or the filter that nothing answers to. */
export function selectChapters(
  chapters: readonly Chapter[],
  filter: readonly string[],
): Chapter[] | { unknown: string } {
  if (filter.length === 0) return [...chapters];
  for (const wanted of filter)
    if (!chapters.some((chapter) => select(chapter, [wanted]))) return { unknown: wanted };
  return chapters.flatMap((chapter) => select(chapter, filter) ?? []);
}

/**
 * A chapter by its slug or path, or one of its examples as `slug/id`. Asking for an example leaves the problems out
 * that lie elsewhere in the chapter.
 */
function select(chapter: Chapter, filter: readonly string[]): Chapter | undefined {
  if (filter.includes(chapter.slug) || filter.includes(chapter.path)) return chapter;
  const ids = filter
    .filter((name) => name.startsWith(`${chapter.slug}/`))
    .map((name) => name.slice(chapter.slug.length + 1));
  const snippets = chapter.snippets.filter(({ id }) => ids.includes(id));
  const exercises = chapter.exercises.filter(({ id }) => ids.includes(id));
  return snippets.length > 0 ? { ...chapter, snippets, exercises, problems: [] } : undefined;
}
