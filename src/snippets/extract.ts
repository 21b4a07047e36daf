/** From a chapter's source to its examples. Pure; the site and the checker both start here. */
import { readExercises, type Starter } from './exercises.ts';
import { readExpectations } from './expectations.ts';
import { checkFiles, toFile } from './files.ts';
import { type Frontmatter, readFrontmatter, slugOfPath } from './frontmatter.ts';
import { type Group, groupFences } from './group.ts';
import { checkImports, readModule } from './imports.ts';
import { formatOf, openingOf, readMarkdown } from './markdown.ts';
import type { Outline } from './outline.ts';
import { byPosition, type Problem } from './problem.ts';
import type { Exercise, Snippet, SourceProblem } from './snippet.ts';
import { rangeOf } from './text.ts';
import { readTypeErrors } from './type-errors.ts';
import { entryName } from './words.ts';

export interface ChapterSource {
  /** Relative to the project, with `/`. */
  path: string;
  source: string;
  /** The chapter's slug; when left out, the frontmatter's, or else the file's name without its number. */
  chapter?: string;
  /** Names of the worlds, as in `./worlds/rates.ts`; when left out, every world is taken to exist. */
  worlds?: readonly string[];
}

export interface Chapter {
  path: string;
  slug: string;
  /** Left out when it could not be read; then `problems` says why. */
  frontmatter?: Frontmatter;
  /** The examples without problems, in reading order. */
  snippets: Snippet[];
  /** The exercises without problems, in reading order; the starter of each is among the examples. */
  exercises: Exercise[];
  /** What links can lead to, and where its own lead; left out when the chapter could not be read. */
  outline?: Outline;
  /** In the order of their positions. */
  problems: SourceProblem[];
}

/**
 * Finds the examples of a chapter and everything that is wrong with how they are written.
 * Throws nothing: a chapter that is not even MDX has one problem and no examples.
 */
export function extract({ path, source, chapter, worlds }: ChapterSource): Chapter {
  const format = formatOf(path);
  const markdown = readMarkdown(source, format);
  // A document of the project has no frontmatter.
  const head: ReturnType<typeof readFrontmatter> =
    markdown.isReadable && format === 'mdx' ? readFrontmatter(markdown.frontmatter, path) : { problems: [] };
  const slug = chapter ?? head.frontmatter?.slug ?? slugOfPath(path);
  const { groups, answers, hasBrokenAnswers, problems: groupProblems } = groupFences(markdown.fences);

  const problems: Problem[] = [...head.problems, ...markdown.problems, ...groupProblems];
  const snippets: Snippet[] = [];
  const starters: Starter[] = [];
  for (const group of groups) {
    if (group.isBroken) continue;
    const result = buildSnippet(group, path, slug, worlds);
    problems.push(...result.problems);
    if (result.problems.length > 0 || !result.snippet) continue;
    snippets.push(result.snippet);
    if (isStarter(group))
      starters.push({ snippet: result.snippet, fences: group.files.map(({ fence }) => fence) });
  }
  const known = new Set(groups.filter(isStarter).map(({ id }) => id));
  const { exercises, problems: exerciseProblems } = readExercises(starters, answers, known, markdown, {
    isComplete: !hasBrokenAnswers,
    worlds,
  });
  problems.push(...exerciseProblems);
  return {
    path,
    slug,
    ...(head.frontmatter && { frontmatter: head.frontmatter }),
    snippets,
    exercises,
    ...(markdown.isReadable && { outline: markdown.outline }),
    problems: problems.sort(byPosition).map((problem) => ({ path, ...problem })),
  };
}

function isStarter({ files }: Group): boolean {
  return files.some(({ words }) => words.part === 'starter');
}

/** Two chapters with one slug would have one address. Reports every chapter after the first. */
export function findDuplicateSlugs(chapters: readonly Pick<Chapter, 'path' | 'slug'>[]): SourceProblem[] {
  return chapters.flatMap(({ path, slug }, index) => {
    const first = chapters.findIndex((other) => other.slug === slug);
    if (first === index) return [];
    return {
      path,
      range: rangeOf({ line: 0, column: 0 }, 0),
      code: 'duplicate-slug',
      message: `Two chapters have the slug \`${slug}\`.`,
      expected: 'an address for each chapter',
      found: `\`${slug}\` is also the slug of ${chapters[first]?.path}`,
      advice:
        'Rename one of the folders, or give one a slug of its own in its frontmatter: slug: another-name',
    };
  });
}

function buildSnippet(
  { id, files: pieces, outputs }: Group,
  path: string,
  chapter: string,
  worlds: readonly string[] | undefined,
): { snippet?: Snippet; problems: Problem[] } {
  const problems = checkFiles(pieces);
  const entry = pieces.find(({ words }) => words.file === entryName);
  if (!entry) return { problems };
  const { words, parsed, fence } = entry;
  const isRun = words.checkOnly === undefined;

  const snippet: Snippet = {
    id,
    chapter,
    path,
    ...(words.title !== undefined && { title: words.title }),
    files: pieces.map(toFile),
    entry: entryName,
    mode: isRun ? 'run' : 'check-only',
    ...(words.checkOnly !== undefined && { reason: words.checkOnly }),
    runnable: isRun && words.runnable,
    host: words.host,
    clock: words.clock,
    seed: words.seed,
    limit: words.limit,
    timeline: words.timeline,
    predict: words.predict,
    ...(words.series !== undefined && { series: words.series }),
    ...(words.board && { board: true }),
    ...(fence.isFolded && { folded: true }),
    typeErrors: [],
    end: words.end,
    expectations: [],
  };
  for (const file of snippet.files) {
    const { imports, comments } = readModule(file.code);
    const announced = readTypeErrors(file, comments);
    problems.push(...checkImports(imports, file, snippet, worlds), ...announced.problems);
    // A page has none of Node's own modules.
    if (imports.some(({ specifier }) => specifier.startsWith('node:'))) snippet.runnable = false;
    snippet.typeErrors.push(...announced.typeErrors);
  }
  if (isRun) {
    const expected = readExpectations(outputs, snippet);
    problems.push(...expected.problems);
    snippet.expectations = expected.expectations;
  }
  if (isRun && outputs.length === 0)
    problems.push({
      range: openingOf(fence),
      code: 'code-without-output',
      message: `The example \`${id}\` does not say what it prints.`,
      expected:
        "an `output` fence directly after the example's last `ts` fence; an empty one when it prints nothing",
      found: 'none',
      advice:
        'Add an empty one and let `npm run check -- --update` fill it:\n```output\n```\nor say why it is not run: check-only="…"',
    });
  if (!isRun)
    for (const output of outputs)
      problems.push({
        range: openingOf(output.fence),
        code: 'output-without-run',
        message: `The example \`${id}\` is only checked for types: it prints nothing.`,
        expected: 'no `output` fence',
        found: `\`check-only\` on line ${(parsed.words.get('check-only') ?? fence.range).start.line + 1}`,
        advice: 'Remove the output, or run the example by leaving out `check-only`.',
      });
  return { snippet, problems };
}
