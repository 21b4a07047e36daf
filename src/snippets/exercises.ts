/** Puts the parts of the exercises together: starter, solution, wrong solutions, tests, and the folded prose. */
import { toFile } from './files.ts';
import type { Piece } from './group.ts';
import { checkImports, readModule } from './imports.ts';
import { type Details, type Fence, type Markdown, openingOf } from './markdown.ts';
import type { Problem } from './problem.ts';
import type { Exercise, Range, Snippet, SnippetFile } from './snippet.ts';
import { nearest } from './suggest.ts';
import { readTests } from './test-names.ts';
import { type CodeFence, testsName } from './words.ts';

/** An exercise's starter, with the fences it was made of. */
export interface Starter {
  snippet: Snippet;
  /** In the chapter's order. */
  fences: Fence[];
}

/** Fewer plausible mistakes say nothing about tests. */
const LEAST_WRONG = 2;

/**
 * @param starters The starters that were written well.
 * @param known Names of all exercises with a starter, whether it was written well or not.
 * @param isComplete False when parts were left out because they were badly written; then nothing is missed.
 */
export function readExercises(
  starters: readonly Starter[],
  answers: readonly Piece<CodeFence>[],
  known: ReadonlySet<string>,
  markdown: Markdown,
  { isComplete, worlds }: { isComplete: boolean; worlds: readonly string[] | undefined },
): { exercises: Exercise[]; problems: Problem[] } {
  const problems: Problem[] = answers.flatMap((answer) => findStray(answer, known));
  const exercises = starters.flatMap(({ snippet, fences }) => {
    const own = answers.filter(({ words }) => words.id === snippet.id);
    const end = endOf(fences, starters, markdown);
    const folded = markdown.details.filter(({ range }) => isBetween(range, fences, end));
    const found = [
      ...own.flatMap((answer) => [
        ...findTooEarly(answer, fences),
        ...findInTheOpen(answer, markdown.details),
      ]),
      ...findRepeated(own),
      ...(isComplete ? findMissing(snippet, fences, own, folded) : []),
    ];
    const exercise = toExercise(snippet, own, folded);
    if (exercise) found.push(...checkTests(exercise, worlds));
    problems.push(...found);
    return exercise && found.length === 0 ? [exercise] : [];
  });
  return { exercises, problems };
}

/**
 * The examples that show whether an exercise's tests are right: each is the starter with some files exchanged, and
 * its entry is the tests. For type-checking and for runs; ids are `halve-it/starter`, `halve-it/wrong-1` …
 */
export function attemptsOf(
  exercise: Exercise,
): { kind: 'starter' | 'solution' | 'wrong'; snippet: Snippet }[] {
  const attempt = (kind: 'starter' | 'solution' | 'wrong', name: string, files: readonly SnippetFile[]) => ({
    kind,
    snippet: toAttempt(exercise, name, files),
  });
  return [
    attempt('starter', 'starter', []),
    attempt('solution', 'solution', exercise.solution),
    ...exercise.wrong.map(({ files }, index) => attempt('wrong', `wrong-${index + 1}`, files)),
  ];
}

function toAttempt({ id, starter, tests }: Exercise, name: string, own: readonly SnippetFile[]): Snippet {
  const isReplaced = (file: SnippetFile) => own.some((other) => other.name === file.name);
  const files = [...starter.files.filter((file) => !isReplaced(file)), ...own, tests];
  const attempt: Snippet = {
    ...starter,
    id: `${id}/${name}`,
    files,
    entry: tests.name,
    end: { kind: 'quiet' },
    typeErrors: starter.typeErrors.filter(({ file }) => !own.some((other) => other.name === file)),
    expectations: [],
  };
  return attempt;
}

function toExercise(
  starter: Snippet,
  own: readonly Piece<CodeFence>[],
  folded: readonly Details[],
): Exercise | undefined {
  const { id, chapter, path, title = id } = starter;
  const tests = own.find(({ words }) => words.part === 'tests');
  if (!tests) return undefined;
  const isHint = ({ summary }: Details) => /^hint\b/i.test(summary);
  const rangesOf = (details: readonly Details[]) => details.map(({ range }) => range);
  return {
    id,
    chapter,
    path,
    title,
    starter,
    solution: own.filter(({ words }) => words.part === 'solution').map(toFile),
    wrong: own.flatMap((piece) =>
      piece.words.part === 'wrong' ? [{ failure: piece.words.failure ?? '', files: [toFile(piece)] }] : [],
    ),
    tests: { ...toFile(tests), name: testsName },
    testNames: readTests(toFile(tests)).names,
    hints: rangesOf(folded.filter(isHint)),
    answers: rangesOf(folded.filter((details) => !isHint(details))),
  };
}

function checkTests(exercise: Exercise, worlds: readonly string[] | undefined): Problem[] {
  const { tests, solution } = exercise;
  const problems = readTests(tests).problems;
  const [, attempt] = attemptsOf(exercise);
  if (!attempt) return problems;
  for (const file of [tests, ...solution, ...exercise.wrong.flatMap(({ files }) => files)]) {
    const { imports } = readModule(file.code);
    problems.push(...checkImports(imports, file, attempt.snippet, worlds));
  }
  return problems;
}

/** An exercise ends where the next heading or the next exercise begins: a 0-based line. */
function endOf(fences: readonly Fence[], starters: readonly Starter[], { headings }: Markdown): number {
  const start = fences[0]?.range.start.line ?? 0;
  const ends = [...headings, ...starters.map((starter) => starter.fences[0]?.range.start.line ?? 0)];
  return Math.min(...ends.filter((line) => line > start), Number.POSITIVE_INFINITY);
}

function isBetween({ start }: Range, fences: readonly Fence[], end: number): boolean {
  return start.line > (fences[0]?.range.start.line ?? 0) && start.line < end;
}

function findStray({ fence, parsed, words }: Piece<CodeFence>, known: ReadonlySet<string>): Problem[] {
  if (known.has(words.id)) return [];
  const meant = nearest(words.id, known);
  return [
    {
      range: parsed.words.get('exercise') ?? openingOf(fence),
      code: 'part-without-exercise',
      message: `No exercise of the chapter is called \`${words.id}\`.`,
      expected: `a starter of that name: \`\`\`ts exercise=${words.id} starter`,
      found: known.size > 0 ? `exercises ${[...known].map((id) => `\`${id}\``).join(', ')}` : 'no exercise',
      ...(meant !== undefined && {
        advice: `Write: ${fence.mark}${fence.info.trimEnd().replace(`exercise=${words.id}`, `exercise=${meant}`)}`,
      }),
    },
  ];
}

function findTooEarly({ fence, words }: Piece<CodeFence>, [starter]: readonly Fence[]): Problem[] {
  const first = starter?.range.start.line ?? 0;
  if (fence.range.start.line > first) return [];
  return [
    {
      range: openingOf(fence),
      code: 'misplaced-part',
      message: `The \`${words.part}\` of the exercise \`${words.id}\` stands before its starter.`,
      expected: 'the statement, the starter, the hints, then the answer',
      found: `the starter on line ${first + 1}`,
    },
  ];
}

/** What would spoil the exercise stands inside `<details>`, so that plain reading folds it as well. */
function findInTheOpen({ fence, words }: Piece<CodeFence>, details: readonly Details[]): Problem[] {
  const { line } = fence.range.start;
  const isFolded = details.some(({ range }) => range.start.line < line && line < range.end.line);
  if (isFolded) return [];
  return [
    {
      range: openingOf(fence),
      code: 'answer-in-the-open',
      message: `The \`${words.part}\` of the exercise \`${words.id}\` would be read before it is tried.`,
      expected: 'solutions and tests inside `<details>`',
      found: 'a fence outside of it',
      advice: 'Put it between these lines:\n<details>\n<summary>Solution</summary>\n\n</details>',
    },
  ];
}

function findRepeated(own: readonly Piece<CodeFence>[]): Problem[] {
  return own.flatMap((piece, index) => {
    const { words, fence } = piece;
    if (words.part === 'wrong') return [];
    const first = own.findIndex(
      (other) => other.words.part === words.part && other.words.file === words.file,
    );
    if (first === index) return [];
    return {
      range: openingOf(fence),
      code: 'duplicate-part',
      message: `The exercise \`${words.id}\` already has ${words.part === 'tests' ? 'its tests' : `a solution for \`${words.file}\``}.`,
      expected: `one fence \`exercise=${words.id} ${words.part}\``,
      found: `another one on line ${(own[first]?.fence.range.start.line ?? 0) + 1}`,
    };
  });
}

function findMissing(
  { id }: Snippet,
  [starter]: readonly Fence[],
  own: readonly Piece<CodeFence>[],
  folded: readonly Details[],
): Problem[] {
  if (!starter) return [];
  const range = openingOf(starter);
  const countOf = (part: CodeFence['part']) => own.filter(({ words }) => words.part === part).length;
  const problems: Problem[] = [];
  const fence = (rest: string) => `\`\`\`ts exercise=${id} ${rest}`;
  if (countOf('solution') === 0)
    problems.push({
      range,
      code: 'missing-solution',
      message: `The exercise \`${id}\` has no solution, so that nobody knows whether it can be solved.`,
      expected: `a fence inside \`<details>\`: ${fence('solution')}`,
      found: 'none',
    });
  const wrong = countOf('wrong');
  if (wrong < LEAST_WRONG)
    problems.push({
      range,
      code: 'missing-wrong-solution',
      message: `The exercise \`${id}\` does not show that its tests tell wrong from right.`,
      expected: `at least ${LEAST_WRONG} plausible wrong solutions inside \`<details>\`: ${fence('wrong="words of the failure it meets"')}`,
      found: wrong === 0 ? 'none' : 'one',
    });
  if (countOf('tests') === 0)
    problems.push({
      range,
      code: 'missing-tests',
      message: `The exercise \`${id}\` has no tests.`,
      expected: `a fence inside \`<details>\`: ${fence('tests')}`,
      found: 'none',
    });
  if (!folded.some(({ summary }) => /^hint\b/i.test(summary)))
    problems.push({
      range,
      code: 'missing-hint',
      message: `The exercise \`${id}\` has no hint.`,
      expected: 'a hint between the starter and the solution, before the next heading',
      found: 'none',
      advice: 'Write:\n<details>\n<summary>Hint</summary>\n\nWhere to look first.\n\n</details>',
    });
  return problems;
}
