/**
 * Whether a program passes the tests of an exercise. The verdict is made here, outside of the program: from the list of
 * tests its author wrote, and one run for each of them. Whatever a program prints or patches, a test it has no result for has failed.
 */
import type { CompileProblem, RunResult } from '../engine/protocol.ts';
import type { TestFailure, TestRequest } from '../engine/tests/protocol.ts';

export interface TestVerdict {
  name: string;
  /** Absent when the test has passed. */
  failure?: TestFailure;
  /** Seeds a property was run with. */
  seeds?: number;
  /** The run that shows it; of a property that fails, the run with the failing seed alone. */
  run: RunResult;
}

export type Verdict =
  | { kind: 'judged'; passed: boolean; tests: TestVerdict[] }
  /** The program did not compile, so that nothing was tested. */
  | { kind: 'refused'; problems: CompileProblem[] };

export interface Judging {
  /** The names of all tests, in order. */
  names: readonly string[];
  /** Runs one test in a fresh program. */
  run(request: TestRequest): Promise<RunResult>;
  /** Told of each test as soon as it is judged. False: enough is known. */
  onTest?(test: TestVerdict): boolean | undefined;
}

/** Runs the tests one after another. Rejects only when `run` does. */
export async function judgeProgram({ names, run, onTest }: Judging): Promise<Verdict> {
  const tests: TestVerdict[] = [];
  for (const name of names) {
    const first = await run({ name });
    if (first.problems) return { kind: 'refused', problems: first.problems };
    const verdict = judgeTest(name, names, first);
    const seed = verdict.failure?.seed;
    if (seed !== undefined) {
      // The timeline of one schedule says more than that of all that went well before.
      const alone = judgeTest(name, names, await run({ name, seed }));
      if (alone.failure) verdict.run = alone.run;
    }
    tests.push(verdict);
    if (onTest?.(verdict) === false) break;
  }
  const passed = tests.length === names.length && tests.every(({ failure }) => !failure);
  return { kind: 'judged', passed, tests };
}

/** Judges the run of one test; `names` are all tests there should be. */
export function judgeTest(name: string, names: readonly string[], run: RunResult): TestVerdict {
  const { test, end } = run;
  const place = end.error?.frames.find(({ file }) => !file.startsWith('worlds/'));
  const failed = (message: string): TestVerdict => ({
    name,
    run,
    failure: {
      message,
      at: end.at,
      ...(place && { place: { file: place.file, line: place.line, column: place.column } }),
    },
  });
  if (test?.name !== name) return failed(howItEnded(run));
  if (test.defined.length !== names.length || test.defined.some((other, index) => other !== names[index]))
    return failed('the program has defined or removed tests, which only the exercise may do');
  return {
    name,
    run,
    ...(test.failure && { failure: test.failure }),
    ...(test.seeds !== undefined && { seeds: test.seeds }),
  };
}

/** Why a run has no result. */
function howItEnded({ end }: RunResult): string {
  if (end.error) return `the program ended with an error before the test was over: ${end.error.text}`;
  if (end.limit?.name === 'blocked' || end.limit?.name === 'time')
    return `the program did not end within ${end.limit.value} ms of real time`;
  if (end.limit) return `the program was stopped: more ${end.limit.name} than it may have`;
  switch (end.reason) {
    case 'stuck':
      return 'the program waits for something, and nothing is left that could happen';
    case 'stopped':
      return 'the run was stopped';
    default:
      return 'the program ended before the test was over';
  }
}

/** One line on a failure: what, when, with which seed. */
export function describeFailure({ message, at, seed }: TestFailure): string {
  return `${message} (at ${Math.round(at)} ms${seed === undefined ? '' : `, seed ${seed}`})`;
}
