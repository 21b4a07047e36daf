/**
 * Warm threads in which tests run many small programs on the engine in Node, as the checker does: starting a thread
 * takes much longer than most programs do.
 */
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { bundleThread } from '../../src/engine/bundle.ts';
import { mayLeaveTraces } from '../../src/engine/hosts/keep-realm.ts';
import { compileFor, run, runCompiled } from '../../src/engine/hosts/node.ts';
import type { LaneFault } from '../../src/engine/hosts/node-lane.ts';
import {
  defaultRunOptions,
  type Program,
  type RunOptions,
  type RunResult,
} from '../../src/engine/protocol.ts';
import type { LaneAnswer, LaneTask } from './engine-lane-worker.ts';
import { hashOf } from './run-hash.ts';

/** Real ms after which a thread that does not answer is a fault. */
const patience = 180_000;

export interface Rounds {
  /** The first run. */
  result: RunResult;
  /** Of every run; see `hashOf`. */
  hashes: string[];
}

export interface EngineLanes {
  /** Compiles a program once and runs it `rounds` times, in a thread of its own each time where it may leave traces. */
  run(program: Program, options: Partial<RunOptions>, rounds?: number): Promise<Rounds>;
  close(): Promise<void>;
}

/** Whether a program can share a thread with others. */
export const sharesThreads = ({ files }: Program): boolean => !Object.values(files).some(mayLeaveTraces);

/** What a thread's realm is like before a program: dressed already, for a page's rules on a virtual clock, or as Node has it. */
type Dress = 'dressed' | 'plain';

/** Whether the run is one of those for which the checker dresses a realm once. */
function dressFor(options: Partial<RunOptions>): Dress {
  const { flavour, clock } = { ...defaultRunOptions, ...options };
  return flavour === 'browser' && clock === 'virtual' ? 'dressed' : 'plain';
}

/** At most `size` threads of each kind, started when they are needed. */
export function createEngineLanes(size: number): EngineLanes {
  const pools = { dressed: createPool(size, 'dressed'), plain: createPool(size, 'plain') };
  return {
    async run(program, options, rounds = 1) {
      if (!sharesThreads(program)) return runAlone(program, options, rounds);
      const { perform } = pools[dressFor(options)];
      const first = await perform({ program, options, rounds });
      const { result, hashes } = first;
      while (hashes.length < rounds)
        hashes.push(...(await perform({ program, options, rounds: rounds - hashes.length })).hashes);
      return { result, hashes };
    },
    async close() {
      await Promise.all([pools.dressed.close(), pools.plain.close()]);
    },
  };
}

interface Pool {
  perform(task: LaneTask): Promise<LaneAnswer>;
  close(): Promise<void>;
}

function createPool(size: number, dress: Dress): Pool {
  const entry = fileURLToPath(new URL('./engine-lane-worker.ts', import.meta.url));
  const idle: Worker[] = [];
  const waiting: ((worker: Worker | undefined) => void)[] = [];
  let free = size;

  async function take(): Promise<Worker> {
    const found =
      idle.pop() ??
      (free > 0 ? void free-- : await new Promise<Worker | undefined>((give) => waiting.push(give)));
    if (found) return found;
    const script = await bundleThread('runtime-test-lane', entry);
    return new Worker(script, { eval: true, workerData: dress, stdout: false, stderr: false });
  }

  /** Without a worker, another one may be started in its place. */
  function giveBack(worker?: Worker): void {
    const next = waiting.shift();
    if (next) next(worker);
    else if (worker) idle.push(worker);
    else free++;
  }

  async function perform(task: LaneTask): Promise<LaneAnswer> {
    const worker = await take();
    const { promise, resolve, reject } = Promise.withResolvers<LaneAnswer>();
    const watch = setTimeout(() => reject(new Error('A lane does not answer.')), patience);
    const hear = (said: LaneAnswer | LaneFault) => {
      if ('fault' in said) reject(new Error(said.fault));
      else resolve(said);
    };
    worker.on('message', hear);
    worker.once('error', reject);
    let answer: LaneAnswer | undefined;
    try {
      worker.postMessage(task);
      answer = await promise;
      return answer;
    } finally {
      clearTimeout(watch);
      worker.off('message', hear);
      worker.off('error', reject);
      if (!answer?.isReusable) void worker.terminate();
      giveBack(answer?.isReusable ? worker : undefined);
    }
  }

  return {
    perform,
    async close() {
      await Promise.all(idle.splice(0).map((worker) => worker.terminate()));
    },
  };
}

async function runAlone(program: Program, options: Partial<RunOptions>, rounds: number): Promise<Rounds> {
  const compiled = compileFor(program, options);
  if (!compiled.ok) return { result: await run(program, options), hashes: Array(rounds).fill('') };
  const result = await runCompiled(compiled.program, options).result;
  const hashes = [hashOf(result)];
  while (hashes.length < rounds) hashes.push(hashOf(await runCompiled(compiled.program, options).result));
  return { result, hashes };
}
