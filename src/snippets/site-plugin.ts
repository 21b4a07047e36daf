/** The site's end of the snippet model: turns the examples of a chapter into components. */
import { readFileSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  MdastNode,
  MdastPluginDefinition,
  MdastVisitorContext,
  MdxJsxFlowElement,
  PluginFactoryContext,
} from 'satteri';
import { extract } from './extract.ts';
import { formatProblem } from './problem.ts';
import type { Exercise, Position, Snippet, SnippetFile, SourceProblem } from './snippet.ts';

export interface SitePluginOptions {
  /** The project's folder, as a file URL. */
  root: URL;
  /** Names of the worlds that exist. */
  worlds: readonly string[];
  /** Which files are chapters, by their path relative to `root`; all of `content/` when left out. */
  isChapter?: (path: string) => boolean;
}

/** Raised when a chapter is not written well; its message lists every problem. Ends the build. */
export class ChapterError extends Error {
  override name = 'ChapterError';
  readonly problems: SourceProblem[];
  /** 1-based line and column of the first problem, where Astro's error page looks for them. */
  readonly line: number;
  readonly column: number;

  constructor(problems: SourceProblem[]) {
    super(problems.map(formatProblem).join('\n\n'));
    this.problems = problems;
    const at: Position = problems[0]?.range.start ?? { line: 0, column: 0 };
    this.line = at.line + 1;
    this.column = at.column + 1;
  }
}

/**
 * A Sätteri plugin for `satteri({ mdastPlugins: [sitePlugin({ … })] })`. Puts `<Example snippet="…"/>` in the place of
 * every example's first fence and removes its other fences; the attribute is the `Snippet` of `extract()` as JSON, so
 * that what a page shows is what the checker checks. The starter of an exercise becomes `<Exercise exercise="…"/>`, its
 * other parts `<Answer answer="…"/>`. Other code blocks are left alone.
 *
 * @throws {ChapterError} while a chapter with problems is rendered.
 */
export function sitePlugin({
  root,
  worlds,
  isChapter = (path) => path.startsWith('content/'),
}: SitePluginOptions) {
  const folder = fileURLToPath(root);
  return ({
    fileURL,
    sourceFormat,
    source: rendered,
  }: PluginFactoryContext): MdastPluginDefinition | undefined => {
    if (!fileURL || sourceFormat !== 'mdx') return undefined;
    const file = fileURLToPath(fileURL);
    const path = relative(folder, file).split(sep).join('/');
    if (!isChapter(path)) return undefined;

    // Astro blanks the frontmatter before it renders, and the frontmatter is ours to read, so the file is read again.
    const source = readFileSync(file, 'utf8');
    if (!source.endsWith(rendered.trimStart()))
      throw new Error(`${path} changed while it was being rendered; render it again.`);
    const { snippets, exercises, problems } = extract({ path, source, worlds });
    if (problems.length > 0) throw new ChapterError(problems);

    const places = placesOf(snippets, exercises);
    return {
      name: 'interleave-examples',
      options: { position: true },
      code(node: Readonly<Extract<MdastNode, { type: 'code' }>>, context: MdastVisitorContext) {
        const at = node.position?.start;
        const place = at && places.get(key({ line: at.line - 1, column: at.column - 1 }));
        if (place === 'rest') context.removeNode(node);
        else if (place) context.replaceNode(node, place);
      },
    };
  };
}

/** What a page shows of a part of an exercise that would spoil it; see `components/Answer.astro`. */
export interface Answer {
  part: 'solution' | 'wrong' | 'tests';
  file: SnippetFile;
  /** For `wrong`: words of the failure it meets. */
  failure?: string;
}

/** What becomes of each fence: an element in place of the first, `rest` for the others. */
function placesOf(
  snippets: readonly Snippet[],
  exercises: readonly Exercise[],
): Map<string, MdxJsxFlowElement | 'rest'> {
  const places = new Map<string, MdxJsxFlowElement | 'rest'>();
  for (const snippet of snippets) {
    const [first, ...others] = snippet.files;
    const exercise = exercises.find(({ id }) => id === snippet.id);
    if (first)
      places.set(
        key(first.fence.start),
        exercise ? element('Exercise', 'exercise', exercise) : element('Example', 'snippet', snippet),
      );
    const outputs = snippet.expectations.flatMap(({ segments }) => segments);
    for (const { fence } of [...others, ...outputs]) places.set(key(fence.start), 'rest');
  }
  for (const { solution, wrong, tests } of exercises) {
    const answers: Answer[] = [
      ...solution.map((file): Answer => ({ part: 'solution', file })),
      ...wrong.flatMap(({ failure, files }) =>
        files.map((file): Answer => ({ part: 'wrong', file, failure })),
      ),
      { part: 'tests', file: tests },
    ];
    for (const answer of answers)
      places.set(key(answer.file.fence.start), element('Answer', 'answer', answer));
  }
  return places;
}

function key({ line, column }: Position): string {
  return `${line}:${column}`;
}

/** A component whose one property is plain data, as JSON. */
function element(name: string, property: string, data: object): MdxJsxFlowElement {
  return {
    type: 'mdxJsxFlowElement',
    name,
    attributes: [{ type: 'mdxJsxAttribute', name: property, value: JSON.stringify(data) }],
    children: [],
  };
}
