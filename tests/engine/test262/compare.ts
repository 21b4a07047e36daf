/** Runs tests of test262 without probes and with them, and says which the probes have changed. */
import { mapPool } from '../../../src/checker/pool.ts';
import { run } from '../../../src/engine/hosts/node.ts';
import type { Program, RunOptions, RunResult } from '../../../src/engine/protocol.ts';
import { checkTrace } from '../../../src/trace/validate.ts';
import type { Test262 } from './read-tests.ts';

export type RunOnEngine = (program: Program, options: Partial<RunOptions>) => Promise<RunResult>;

export interface Verdict {
  name: string;
  /** What is wrong without probes; nothing when the test passes. */
  without?: string;
  /** What is wrong with them. */
  with?: string;
}

/** By the rules of a page: a rejection nobody handles does not end the run. */
const options: Partial<RunOptions> = { flavour: 'browser', clock: 'virtual', limit: 20_000 };

/** Judges every test both ways; `onVerdict` hears of each as soon as it is known. */
export async function compareTests(
  tests: readonly Test262[],
  { parallel = 2, runOn = run as RunOnEngine, onVerdict = (_verdict: Verdict) => {} } = {},
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  await mapPool(tests, parallel, async (test) => {
    const [plain, probed] = [false, true].map((probes) => runOn(test.program, { ...options, probes }));
    const without = judge(test, (await plain) as RunResult);
    const withProbes = judge(test, (await probed) as RunResult);
    const verdict = {
      name: test.name,
      ...(without !== undefined && { without }),
      ...(withProbes !== undefined && { with: withProbes }),
    };
    verdicts.push(verdict);
    onVerdict(verdict);
  });
  return verdicts.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What is wrong with a run, in a few words. */
function judge(
  { isAsync, throws }: Test262,
  { problems, output, end, trace }: RunResult,
): string | undefined {
  const [problem] = problems ?? [];
  if (problem) return `does not compile: ${problem.message}`;
  const [invalid] = checkTrace(trace);
  if (invalid) return `its trace is wrong: event ${invalid.seq}: ${invalid.message}`;
  if (end.reason === 'limit' || end.reason === 'exit') return `ends by ${end.limit?.name ?? end.reason}`;
  const texts = output.map(({ text }) => text);
  if (throws !== undefined)
    return end.error?.name === throws
      ? undefined
      : `ends with ${end.error?.text ?? 'no error'}, not ${throws}`;
  const failure = texts.find((text) => text.startsWith('Test262:AsyncTestFailure'));
  if (failure) return failure;
  if (isAsync) {
    const completed = texts.filter((text) => text === 'Test262:AsyncTestComplete').length;
    return completed === 1 ? undefined : `calls $DONE ${completed} times${lastOf(texts)}`;
  }
  return end.error ? end.error.text : undefined;
}

const lastOf = (texts: readonly string[]) => (texts.length > 0 ? `; prints ${texts.at(-1)}` : '');
