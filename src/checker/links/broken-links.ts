/** Reads what links of a book can lead to, and reports those that lead nowhere. What a text offers and asks for is remembered. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import type { SourceProblem } from '../../snippets/snippet.ts';
import type { Options } from '../args.ts';
import type { KeptOutline, Store } from '../cache/store.ts';
import { type ChapterText, namesUnder } from '../read-texts.ts';
import type { ChapterReport, Report } from '../report.ts';
import { checkLinks, type LinkedText } from './check-links.ts';

const dataFiles = ['content/book.json', 'content/glossary.json', 'content/misconceptions.json'] as const;

/** Texts without examples of their own, of which only the links are checked. */
const prose = /^(?:SECURITY\.md|docs\/.+\.md|translations\/[^/]+\/[^/]+\.mdx)$/;

/** Whether a file is one that `openLinks` reads itself, by its path relative to the book's root. */
export function isForLinks(path: string): boolean {
  return prose.test(path) || dataFiles.some((own) => own === path);
}

/** Not by `globSync`, which takes 10 ms to load. */
function proseOf(root: string): string[] {
  const names = ['docs', 'translations'].flatMap((folder) =>
    namesUnder(join(root, folder)).map((name) => `${folder}/${name.split(sep).join('/')}`),
  );
  return ['SECURITY.md', ...names].filter((path) => prose.test(path) && existsSync(join(root, path))).sort();
}

export interface LinkReport {
  problems: SourceProblem[];
  /** The texts without examples and the book's data by path, for code frames. */
  sources: Map<string, string>;
}

/** The links of a book. What has been read for them is not read again. */
export interface Links {
  /** @param texts all chapters and documents of the book */
  findBroken(texts: readonly ChapterText[]): Promise<LinkReport>;
  /** Reads a file for which `isForLinks` holds again; whether it is another than before. */
  renew(path: string): boolean;
}

export function openLinks(root: string, store?: Store): Links {
  /** Texts by path; nothing for a file that is not there. */
  const files = new Map<string, string | undefined>();
  let paths: string[] | undefined;
  let data: ReturnType<typeof readData> | undefined;
  const readNow = (path: string) => {
    try {
      return readFileSync(join(root, path), 'utf8');
    } catch {
      return undefined;
    }
  };
  const read = (path: string) => {
    if (!files.has(path)) files.set(path, readNow(path));
    return files.get(path);
  };
  return {
    async findBroken(texts) {
      paths ??= proseOf(root);
      data ??= readData(read);
      const linked: LinkedText[] = [];
      const others = paths.map((path) => ({ path, source: read(path) ?? '', isUtf8: true }));
      for (const text of [...texts, ...others])
        linked.push({ path: text.path, ...(await outlineOf(text, store)) });
      const problems = checkLinks({
        texts: [...linked, ...data.texts],
        words: data.words,
        planned: data.planned,
        exists: (path) => existsSync(join(root, path)),
        list: (folder) => (existsSync(join(root, folder)) ? readdirSync(join(root, folder)) : []),
      });
      const sources = [...paths, ...dataFiles].map((path) => [path, read(path) ?? ''] as const);
      return { problems: [...data.problems, ...problems], sources: new Map(sources) };
    },
    renew(path) {
      const text = readNow(path);
      if (files.has(path) && files.get(path) === text) return false;
      files.set(path, text);
      paths = undefined;
      data = undefined;
      return true;
    },
  };
}

/** What is said of a text of which only the links are checked. */
export function reportLinks(path: string, problems: SourceProblem[]): ChapterReport {
  return { path, run: [], checkOnly: [], recorded: [], elsewhere: [], exercises: [], problems };
}

/** The report with these problems, as far as the command asks for the texts they are in. */
export function withBrokenLinks(
  report: Report,
  problems: readonly SourceProblem[],
  { filter, shard }: Pick<Options, 'filter' | 'shard'>,
): Report {
  if (problems.length === 0 || (shard && shard.index !== 1)) return report;
  // Who asks for an example does not ask for the chapter's own problems.
  if (filter.some((name) => name.includes('/') && !/\.mdx?$/.test(name))) return report;
  const byPath = Map.groupBy(problems, ({ path }) => path);
  const chapters = report.chapters.map((chapter) => {
    const own = byPath.get(chapter.path);
    byPath.delete(chapter.path);
    if (!own) return chapter;
    const all = [...chapter.problems, ...own].sort(
      (a, b) => a.range.start.line - b.range.start.line || a.range.start.column - b.range.start.column,
    );
    return { ...chapter, problems: all };
  });
  if (filter.length > 0) return { ...report, chapters };
  const others = [...byPath].map(([path, own]) => reportLinks(path, own));
  return { ...report, chapters: [...chapters, ...others] };
}

async function outlineOf({ path, source, isUtf8 }: ChapterText, store?: Store): Promise<KeptOutline> {
  const known = store?.outline(path, source);
  if (known) return known;
  // Loads the parser.
  const { readMarkdown, formatOf } = await import('../../snippets/markdown.ts');
  const { readFrontmatter, slugOfPath } = await import('../../snippets/frontmatter.ts');
  const markdown = readMarkdown(source, formatOf(path));
  const [, original] = /^of:[ \t]*([a-z0-9-]+)/m.exec(markdown.frontmatter?.value ?? '') ?? [];
  const slug = original ?? readFrontmatter(markdown.frontmatter, path).frontmatter?.slug ?? slugOfPath(path);
  const outline: KeptOutline = { slug, ...(markdown.isReadable && isUtf8 && { outline: markdown.outline }) };
  store?.keepOutline(path, outline, source);
  return outline;
}

/** Of the book's data, what texts refer to, and where they refer to examples themselves. */
function readData(read: (path: string) => string | undefined) {
  const problems: SourceProblem[] = [];
  const parse = <T>(path: (typeof dataFiles)[number]): { source: string; value: T } | undefined => {
    const source = read(path);
    if (source === undefined) return undefined;
    try {
      return { source, value: JSON.parse(source) as T };
    } catch (error) {
      problems.push(notJson(path, source, error));
      return undefined;
    }
  };
  const [planFile, glossaryFile, misconceptionFile] = dataFiles;
  const plan = parse<{ parts?: { chapters?: { slug: string }[] }[] }>(planFile);
  const slugs = plan?.value.parts?.flatMap(({ chapters = [] }) => chapters.map(({ slug }) => slug)) ?? [];
  const planned = slugs.map((slug, index) => {
    const name = `${String(index + 1).padStart(2, '0')}-${slug}`;
    return `content/${name}/${name}.mdx`;
  });
  const glossary = parse<{ id: string }[]>(glossaryFile);
  const hasGlossary = read(glossaryFile) !== undefined;
  const words = glossary?.value.map(({ id }) => id) ?? (hasGlossary ? undefined : []);
  const misconceptions = parse<{ examples?: string[] }[]>(misconceptionFile);
  const names = new Set(misconceptions?.value.flatMap(({ examples = [] }) => examples));
  const texts: LinkedText[] = misconceptions
    ? [
        {
          path: misconceptionFile,
          slug: '',
          outline: {
            headings: [],
            examples: [],
            problems: [],
            references: misconceptions.source.split('\n').flatMap((text, line) =>
              [...text.matchAll(/"([^"]*)"/g)].flatMap(({ 1: target = '', index }) => {
                if (!names.has(target)) return [];
                const start = { line, column: index + 1 };
                const end = { line, column: index + 1 + target.length };
                return [{ kind: 'example' as const, target, range: { start, end } }];
              }),
            ),
          },
        },
      ]
    : [];
  return { planned, words, texts, problems };
}

function notJson(path: string, source: string, error: unknown): SourceProblem {
  const message = error instanceof Error ? error.message : String(error);
  const [, offset] = /at position (\d+)/.exec(message) ?? [];
  const before = source.slice(0, offset === undefined ? source.length : Number(offset)).split('\n');
  const at = { line: before.length - 1, column: before.at(-1)?.length ?? 0 };
  return {
    path,
    range: { start: at, end: { line: at.line, column: at.column + 1 } },
    code: 'not-json',
    message: `This is not JSON: ${message.replace(/ (?:in JSON )?at position.*$/s, '')}.`,
    expected: 'lists and objects with names and texts in double quotes, no comma behind the last of them',
  };
}
