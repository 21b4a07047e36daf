/** Checks an answer: runs every test in the sandbox, and shows what holds, what does not, when, with which seed, and that run. */

import type { RunResult } from '../../engine/protocol.ts';
import type { TestRequest } from '../../engine/tests/protocol.ts';
import { judgeProgram, type TestVerdict } from '../../exercises/verdict.ts';
import type { LiveProgram } from '../live-controls.ts';
import type { LiveExample } from '../live-example.ts';
import { type ExerciseData, loadExercise } from './exercise-data.ts';
import { createTestList } from './test-list.ts';

export interface ExerciseCheck {
  /** Begins a check, or stops the one that is going on. */
  toggle(): Promise<void>;
}

/** The sandbox could not run a test, for reasons that are not the program's. */
class CheckError extends Error {}

/**
 * `onChecked` hears of each finished check, with the version of the tests if all of them have passed, and answers whether that
 * is kept.
 */
export function createExerciseCheck(
  exercise: HTMLElement,
  example: LiveExample,
  onChecked: (passed: string | undefined) => boolean,
): ExerciseCheck {
  const find = <E extends HTMLElement>(selector: string) => {
    const found = exercise.querySelector<E>(selector);
    if (!found) throw new Error(`The exercise has no ${selector}.`);
    return found;
  };
  const status = find('[data-region=exercise-status]');
  status.setAttribute('role', 'status');
  const button = find<HTMLButtonElement>('button[data-check]');
  const label = [...button.childNodes];
  const list = createTestList(find('[data-region=exercise-tests]'));
  let data: Promise<ExerciseData> | undefined;
  let stopper: AbortController | undefined;

  function getData(): Promise<ExerciseData> {
    data ??= loadExercise(exercise.dataset['src'] ?? '').catch((error: unknown) => {
      data = undefined;
      throw error;
    });
    return data;
  }

  function setChecking(checking: boolean) {
    exercise.toggleAttribute('data-checking', checking);
    if (checking) button.replaceChildren('Stop checking');
    else button.replaceChildren(...label);
  }

  async function check(signal: AbortSignal) {
    status.textContent = 'Checking…';
    const [known, program] = await Promise.all([getData(), example.program()]);
    if (signal.aborted) return;
    list.begin();
    const verdict = await judgeProgram({
      names: known.names,
      run: (request) => runTest(known, program, request, signal),
      onTest: (test) => {
        list.show(test, { tests: known.tests, program });
        return !signal.aborted;
      },
    });
    if (signal.aborted) {
      status.textContent = 'Stopped.';
      return;
    }
    if (verdict.kind === 'refused') {
      list.refuse(verdict.problems, program);
      status.textContent = 'The program cannot be run, so nothing was tested.';
      onChecked(undefined);
      return;
    }
    const kept = onChecked(verdict.passed ? known.version : undefined);
    status.textContent = `${summarise(verdict.tests)}${kept ? '' : ' Your browser does not keep this.'}`;
  }

  return {
    async toggle() {
      if (stopper) return stopper.abort();
      const mine = new AbortController();
      stopper = mine;
      setChecking(true);
      try {
        await check(mine.signal);
      } catch (error) {
        if (!(error instanceof Error) || error instanceof TypeError) throw error;
        status.textContent = error.message;
      } finally {
        stopper = undefined;
        setChecking(false);
        list.end();
      }
    },
  };
}

async function runTest(
  { tests, seed, limit }: ExerciseData,
  { files, runner }: LiveProgram,
  test: TestRequest,
  signal: AbortSignal,
): Promise<RunResult> {
  const outcome = await runner.run(
    {
      // The tests come last: whatever the reader's files are called, these are the book's.
      files: { ...files, [tests.name]: tests.code },
      entry: tests.name,
      options: { clock: 'virtual', flavour: 'browser', seed, limit, test },
    },
    { signal },
  );
  if (outcome.kind === 'failed') throw new CheckError(outcome.message);
  if (outcome.kind === 'ended') {
    if (outcome.result.end.reason === 'stopped' && !signal.aborted)
      throw new CheckError('Stopped, because something else was run.');
    return outcome.result;
  }
  return {
    output: [],
    dropped: 0,
    trace: { version: 1, sites: [], events: [] },
    end: { reason: 'error', exitCode: 1, at: 0 },
    problems: outcome.problems,
  };
}

function summarise(tests: readonly TestVerdict[]): string {
  const passed = tests.filter(({ failure }) => !failure).length;
  const all = tests.length === 1 ? 'The test passes' : `All ${tests.length} tests pass`;
  return passed === tests.length ? `${all}: solved.` : `${passed} of ${tests.length} tests pass.`;
}
