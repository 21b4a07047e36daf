/** The engine in Node: the same code that runs an example in the page, on the virtual clock. */
import { availableParallelism } from 'node:os';
import { createResult } from '../../engine/collect.ts';
import type { CompileResult, RunResult } from '../../engine/protocol.ts';
import type { TestRequest } from '../../engine/tests/protocol.ts';
import type { Snippet } from '../../snippets/snippet.ts';
import type { Sources } from '../../worlds/index.ts';
import type { Host, HostRun, Task } from './host.ts';
import { createLanes, isForLanes, type Lanes } from './lanes.ts';
import { programFiles } from './program-files.ts';
import { toHostRun } from './to-host-run.ts';

/** Kept from host to host: a lane is ready sooner than it can be started. It does not keep the process alive. */
const lanesByWorlds = new Map<Sources, Map<boolean, Lanes>>();

/**
 * `worlds`: texts of the importable files as the engine needs them, `engineSources()`. `isKept`: whether it will be asked again
 * and again.
 */
export function engineHost(worlds: Sources, { isKept = false }: { isKept?: boolean } = {}): Host {
  const cores = availableParallelism();
  const known = lanesByWorlds.get(worlds) ?? new Map<boolean, Lanes>();
  const lanes = known.get(isKept) ?? createLanes(laneCount(cores), worlds, { areKept: isKept });
  lanesByWorlds.set(worlds, known.set(isKept, lanes));
  const own = createGate(cores);
  return {
    name: 'engine',
    flavours: ['browser', 'node'],
    clocks: ['virtual', 'real'],
    hasBuiltins: true,
    // Lanes take them in batches; how many threads of their own there are is the gate's affair.
    concurrency: cores * 64,
    async run(task, signal) {
      const run = isForLanes(task) ? await lanes.run(task, signal) : undefined;
      if (run) return run;
      return own(async () => {
        const began = performance.now();
        const alone = await runOnEngine(task, worlds, signal);
        return alone.kind === 'ran' ? { ...alone, took: performance.now() - began } : alone;
      });
    },
    prepare: lanes.prepare,
    openTests(snippet) {
      const runTest = openTests(snippet, worlds);
      return (request) => own(() => runTest(request));
    },
    // Threads that were started ahead do not keep the process alive, and serve the next host that is opened.
    close: async () => {},
  };
}

/** The main thread compiles what lanes run, and has a processor of its own for that; types are checked on all of them. */
const laneCount = (cores: number) => Math.max(1, cores - 1);

/** Loaded when needed: most examples run on lanes. */
const ownThreads = () => import('../../engine/hosts/node.ts');

/** Lets at most `size` at a time through. */
function createGate(size: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = size;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}

async function runOnEngine(
  { snippet, flavour, clock }: Task,
  worlds: Sources,
  signal?: AbortSignal,
): Promise<HostRun> {
  const { seed, limit, entry } = snippet;
  const { run } = await ownThreads();
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
  const program = { files: programFiles(snippet, worlds), entry };
  let compiled: CompileResult | undefined;
  return async (test) => {
    const { compileFor, runCompiled } = await ownThreads();
    compiled ??= compileFor(program);
    if (!compiled.ok) return { ...createResult(), problems: compiled.problems };
    return runCompiled(compiled.program, { seed, limit, test }).result;
  };
}
