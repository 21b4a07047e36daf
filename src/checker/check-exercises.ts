/** Proves exercises: the solution passes, the starter and every wrong solution fail, and each for the reason its author gives. */
import { describeFailure, judgeProgram, type TestVerdict, type Verdict } from '../exercises/verdict.ts';
import { attemptsOf } from '../snippets/exercises.ts';
import type { Exercise, Snippet } from '../snippets/snippet.ts';
import type { Host } from './hosts/host.ts';
import { openingOf } from './locate.ts';
import type { Problem } from './problem.ts';

/** What is type-checked besides the examples: every attempt together with the tests. */
export function attemptSnippets(exercises: readonly Exercise[]): Snippet[] {
  return exercises.flatMap((exercise) => attemptsOf(exercise).map(({ snippet }) => snippet));
}

/** Proves one exercise on a host that can run tests. Never rejects because of what the chapter contains. */
export async function checkExercise(
  exercise: Exercise,
  { name: host, openTests }: Pick<Host, 'name' | 'openTests'>,
): Promise<Problem[]> {
  if (!openTests) return [];
  const problems: Problem[] = [];
  let wrong = 0;
  for (const { kind, snippet } of attemptsOf(exercise)) {
    const failure = kind === 'wrong' ? exercise.wrong[wrong++]?.failure : undefined;
    const verdict = await judgeProgram({
      names: exercise.testNames,
      run: openTests(snippet),
      onTest: (test) => !isEnough(kind, failure, test),
    });
    const problem = judge(exercise, kind, failure, snippet, verdict);
    if (problem) problems.push({ path: exercise.path, host, snippet: snippet.id, ...problem });
  }
  return problems;
}

type Kind = 'starter' | 'solution' | 'wrong';

/** Whether nothing else has to be known of an attempt. */
function isEnough(kind: Kind, failure: string | undefined, test: TestVerdict): boolean {
  if (kind === 'solution' || !test.failure) return false;
  return kind === 'starter' || meets(test, failure);
}

function meets({ name, failure }: TestVerdict, words: string | undefined): boolean {
  return words !== undefined && failure !== undefined && `${name}\n${failure.message}`.includes(words);
}

function judge(
  { id, testNames }: Exercise,
  kind: Kind,
  words: string | undefined,
  snippet: Snippet,
  verdict: Verdict,
): Omit<Problem, 'path'> | undefined {
  // The last file but one is the attempt's own, or the starter's; the last are the tests.
  const range = openingOf(snippet, kind === 'starter' ? 'main.ts' : snippet.files.at(-2)?.name);
  const what = kind === 'wrong' ? 'This wrong solution' : `The ${kind}`;
  if (verdict.kind === 'refused')
    return {
      range,
      code: 'not-runnable',
      message: `${what} of the exercise \`${id}\` does not run: ${verdict.problems[0]?.message ?? 'no reason is known'}`,
    };
  const failing = verdict.tests.filter(({ failure }) => failure);
  const [first] = failing;
  if (kind === 'solution') {
    if (!first?.failure) return undefined;
    const { failure } = first;
    return {
      range,
      code: 'solution-fails',
      message: `The solution of the exercise \`${id}\` fails: ${first.name}\n${describeFailure(failure)}`,
      ...(failure.expected !== undefined && { expected: failure.expected }),
      ...(failure.found !== undefined && { found: failure.found }),
      advice: 'Mend the solution, or the test that it fails.',
    };
  }
  if (!first)
    return {
      range,
      code: kind === 'starter' ? 'starter-passes' : 'wrong-solution-passes',
      message: `${what} of the exercise \`${id}\` passes.`,
      expected: words === undefined ? 'a failing test' : `a failure with the words \`${words}\``,
      found: `${testNames.length === 1 ? 'a test that passes' : `${testNames.length} tests that pass`}`,
      advice:
        kind === 'starter'
          ? 'Add a test of what the reader has to achieve.'
          : 'Add a test that tells it from the solution.',
    };
  if (kind === 'starter' || failing.some((test) => meets(test, words))) return undefined;
  return {
    range,
    code: 'wrong-solution-fails-otherwise',
    message: `${what} of the exercise \`${id}\` does not fail as its author says.`,
    expected: `a failure with the words \`${words}\``,
    found: failing
      .map(({ name, failure }) => `${name}: ${failure ? describeFailure(failure) : ''}`)
      .join('\n'),
    advice: 'Write words of one of these failures behind `wrong=`, or mend the program or the tests.',
  };
}
