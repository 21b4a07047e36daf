/**
 * The compiler, in a worker of the cage: hostile sources can at worst keep that worker busy, never the page.
 * It is started on first use and stays warm.
 */
import type { CompileResult, Program } from '../engine/protocol.ts';
import type { CompileAnswer, CompileJob } from './compile-worker.ts';
import { limits } from './limits.ts';
import type { Cage } from './open-cage.ts';
import { invalid } from './shape.ts';
import { type StartedWorker, startWorker } from './start-worker.ts';
import { compileResult } from './validate.ts';

export interface Compiler {
  /** Starts the worker, if it is not running. */
  prepare(): Promise<void>;
  compile(program: Program, options: { probes: boolean }, signal: AbortSignal): Promise<CompileResult>;
}

/** `getScript` delivers the script of `compile-worker.ts`, `getCage` a living cage. */
export function createCompiler(getScript: () => Promise<string>, getCage: () => Promise<Cage>): Compiler {
  const waiting = new Map<number, (result: CompileResult | typeof invalid) => void>();
  let jobs = 0;
  let warm: { cage: Cage; worker: Promise<StartedWorker> } | undefined;

  async function start(): Promise<StartedWorker> {
    const [script, cage] = await Promise.all([getScript(), getCage()]);
    if (warm && !warm.cage.lost.aborted) return warm.worker;
    const worker = startWorker(cage, {
      script,
      greeting: null,
      // It has a time limit of its own.
      watched: false,
      signal: cage.lost,
      onFailed: () => {},
      onMessage(data) {
        const { job, result } = (data ?? {}) as Partial<CompileAnswer>;
        if (typeof job !== 'number') return true;
        waiting.get(job)?.(compileResult(result));
        return false;
      },
    });
    const mine = { cage, worker };
    warm = mine;
    worker.catch(() => {
      if (warm === mine) warm = undefined;
    });
    return worker;
  }

  return {
    async prepare() {
      await start();
    },
    async compile(program, { probes }, signal) {
      const worker = await start();
      signal.throwIfAborted();
      const job = ++jobs;
      const { promise, resolve, reject } = Promise.withResolvers<CompileResult>();
      const giveUp = () => {
        // A busy compiler cannot be interrupted, only replaced.
        warm = undefined;
        worker.kill();
      };
      const patience = setTimeout(() => {
        giveUp();
        resolve(
          refusal(program.entry, `The program could not be compiled within ${limits.compile / 1000} s.`),
        );
      }, limits.compile);
      const abort = () => {
        giveUp();
        reject(signal.reason);
      };
      signal.addEventListener('abort', abort);
      waiting.set(job, (result) =>
        resolve(
          result === invalid
            ? refusal(program.entry, 'The program is too large, or the compiler has failed.')
            : result,
        ),
      );
      worker.post({ job, program, probes } satisfies CompileJob);
      try {
        return await promise;
      } finally {
        clearTimeout(patience);
        signal.removeEventListener('abort', abort);
        waiting.delete(job);
      }
    },
  };
}

const refusal = (file: string, message: string): CompileResult => ({
  ok: false,
  problems: [{ file, line: 0, column: 0, message }],
});
