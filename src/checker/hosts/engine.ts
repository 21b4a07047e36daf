/** The engine in Node: the same code that runs an example in the page, on the virtual clock. */
import { availableParallelism } from 'node:os';
import { createResult } from '../../engine/collect.ts';
import { compileFor, run, runCompiled } from '../../engine/hosts/node.ts';
import type { RunResult } from '../../engine/protocol.ts';
import type { TestRequest } from '../../engine/tests/protocol.ts';
import type { Snippet } from '../../snippets/snippet.ts';
import type { Sources } from '../../worlds/index.ts';
import type { Host, HostRun, Task, Uncaught } from './host.ts';
import { programFiles } from './program-files.ts';
import { stillWaiting } from './still-waiting.ts';

/** `worlds`: texts of the importable files as the engine needs them, `engineSources()`. */
export function engineHost(worlds: Sources): Host {
  return {
    name: 'engine',
    flavours: ['browser', 'node'],
    clocks: ['virtual', 'real'],
    hasBuiltins: true,
    concurrency: availableParallelism(),
    run: (task, signal) => runOnEngine(task, worlds, signal),
    openTests: (snippet) => openTests(snippet, worlds),
    // The worker that was started ahead does not keep the process alive, and serves the next host that is opened.
    close: async () => {},
  };
}

async function runOnEngine(
  { snippet, flavour, clock }: Task,
  worlds: Sources,
  signal?: AbortSignal,
): Promise<HostRun> {
  const { seed, limit, entry } = snippet;
  const enough = new AbortController();
  const result = await run(
    { files: programFiles(snippet, worlds), entry },
    { clock, flavour, seed, limit },
    {
      signal: signal ? AbortSignal.any([signal, enough.signal]) : enough.signal,
      // What is not kept is wrong already: the rest of a million lines need not be waited for.
      onMessage: (message) => {
        if (message.type === 'output' && message.dropped > 0) enough.abort();
      },
    },
  );
  return toHostRun(result);
}

function openTests(snippet: Snippet, worlds: Sources): (request: TestRequest) => Promise<RunResult> {
  const { seed, limit, entry } = snippet;
  const compiled = compileFor({ files: programFiles(snippet, worlds), entry });
  return async (test) => {
    if (!compiled.ok) return { ...createResult(), problems: compiled.problems };
    return runCompiled(compiled.program, { seed, limit, test }).result;
  };
}

/** What the checker wants to know of an engine's run; the same for every host that runs the engine. */
export function toHostRun({ output, dropped, end, trace, problems }: RunResult): HostRun {
  if (problems) return { kind: 'refused', problems };
  const recorded = trace.events.flatMap((event): Uncaught[] => {
    if (event.type === 'uncaught-error') return [{ inPromise: false, error: event.error }];
    if (event.type === 'unhandled-rejection') return [{ inPromise: true, error: event.error }];
    return [];
  });
  // The last events of a very long run are not recorded; its end is.
  const uncaught = recorded.length === 0 && end.error ? [{ inPromise: false, error: end.error }] : recorded;
  return { kind: 'ran', lines: output, dropped, end, uncaught, waiting: stillWaiting(trace) };
}
