/** Running programs from a page: numbers the runs, gathers what each of them says, and makes a promise of it. */
import { collect, createResult } from '../engine/collect.ts';
import type { CompileProblem, RunResult } from '../engine/protocol.ts';
import type { BrokerMessage } from './broker.ts';
import type { Channel, NextRun, RunRequest } from './channel.ts';

export type RunOutcome =
  | { kind: 'ended'; result: RunResult }
  | { kind: 'refused'; problems: CompileProblem[] }
  /** The sandbox could not run it; the message is for the reader. */
  | { kind: 'failed'; message: string };

export interface RunHooks {
  /** Stops the program; the outcome is then `ended` with the reason `stopped`. */
  signal?: AbortSignal;
  onMessage?: (message: BrokerMessage) => void;
}

export interface Runner {
  /** Opens the sandbox ahead of a run; cheap to call again. Failures show at the next run. */
  warm(): void;
  /** Gets ready for a run of this program or, without one, of a program that has to be compiled first. */
  prepare(next?: NextRun): void;
  /** Runs a program. A run that is still going on is stopped first. Never rejects. */
  run(request: RunRequest, hooks?: RunHooks): Promise<RunOutcome>;
  /** Changes the pace of the run that is going on. */
  setSpeed(speed: number): void;
}

/** A broker that has not answered Stop after so many ms is given up on. */
const stopPatience = 4_000;

export function createRunner(channel: Channel): Runner {
  let runs = 0;
  let running: AbortController | undefined;

  return {
    warm() {
      channel.open().catch(() => {});
    },
    prepare(next) {
      channel.open().then(
        () => channel.prepare(next),
        () => {},
      );
    },
    setSpeed(speed) {
      if (running) channel.setSpeed(speed);
    },
    async run(request, { signal, onMessage } = {}) {
      running?.abort();
      const run = ++runs;
      const over = new AbortController();
      const mine = new AbortController();
      running = mine;
      const stop = signal ? AbortSignal.any([signal, mine.signal]) : mine.signal;
      const result = createResult();
      const { promise, resolve } = Promise.withResolvers<RunOutcome>();
      try {
        await channel.open();
        if (stop.aborted) return { kind: 'ended', result };
        channel.listen((number, message) => {
          if (number !== run) return;
          if (message.type === 'compiled') result.trace.sites = message.sites;
          else if (message.type !== 'progress' && message.type !== 'failed') collect(result, message);
          onMessage?.(message);
          if (message.type === 'ended') resolve({ kind: 'ended', result });
          else if (message.type === 'refused') resolve({ kind: 'refused', problems: message.problems });
          else if (message.type === 'failed') resolve({ kind: 'failed', message: message.message });
        }, over.signal);
        stop.addEventListener(
          'abort',
          () => {
            channel.stop(run);
            const giveUp = () => resolve({ kind: 'failed', message: 'The sandbox does not answer.' });
            const patience = setTimeout(giveUp, stopPatience);
            over.signal.addEventListener('abort', () => clearTimeout(patience));
          },
          { signal: over.signal },
        );
        channel.run(run, request);
        return await promise;
      } catch (error) {
        return {
          kind: 'failed',
          message: error instanceof Error ? error.message : 'The sandbox cannot be reached.',
        };
      } finally {
        over.abort();
        if (running === mine) running = undefined;
      }
    },
  };
}
