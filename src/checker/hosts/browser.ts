/** A browser as one of the checker's hosts: what CI runs there is what the reader runs. */
import { availableParallelism } from 'node:os';
import { createResult } from '../../engine/collect.ts';
import type { RunResult } from '../../engine/protocol.ts';
import type { TestRequest } from '../../engine/tests/protocol.ts';
import type { Snippet } from '../../snippets/snippet.ts';
import type { Sources } from '../../worlds/index.ts';
import { type Browser, openBrowserRuns } from './browser-runs.ts';
import type { Host, HostRun, Task } from './host.ts';
import { programFiles } from './program-files.ts';
import { toHostRun } from './to-host-run.ts';

/**
 * `worlds`: texts of the importable files as the engine needs them, `engineSources()`.
 * @throws Error when the browser does not start.
 */
export async function browserHost(
  name: string,
  launch: (url: string) => Promise<Browser>,
  worlds: Sources,
): Promise<Host> {
  const concurrency = availableParallelism();
  const runs = await openBrowserRuns(launch, concurrency);

  async function run({ snippet, flavour, clock }: Task, signal?: AbortSignal): Promise<HostRun> {
    const { seed, limit, entry } = snippet;
    const files = programFiles(snippet, worlds);
    const request = { files, entry, options: { clock, flavour, seed, limit } };
    // A frame may be lost for reasons that are not the program's; the broker opens a new one for the next run.
    let failure = '';
    for (let attempt = 1; attempt <= 2; attempt++) {
      const [outcome] = await runs.run([request], signal);
      if (outcome?.kind === 'ended') return toHostRun(outcome.result);
      if (outcome?.kind === 'refused') return outcome;
      failure = outcome?.message ?? '';
    }
    throw new Error(`${name} could not run ${snippet.chapter}/${snippet.id}. ${failure}`);
  }

  /** The broker keeps the program it has compiled last, so each test is a run and no more. */
  function openTests(snippet: Snippet): (test: TestRequest) => Promise<RunResult> {
    const { seed, limit, entry } = snippet;
    const files = programFiles(snippet, worlds);
    return async (test) => {
      const options = { clock: 'virtual', flavour: 'browser', seed, limit, test } as const;
      const [outcome] = await runs.run([{ files, entry, options }]);
      if (outcome?.kind === 'ended') return outcome.result;
      if (outcome?.kind === 'refused') return { ...createResult(), problems: outcome.problems };
      throw new Error(`${name} could not run ${snippet.chapter}/${snippet.id}. ${outcome?.message ?? ''}`);
    };
  }

  return {
    name,
    flavours: ['browser', 'node'],
    clocks: ['virtual', 'real'],
    hasBuiltins: false,
    concurrency,
    run,
    openTests,
    close: () => runs.close(),
  };
}
