/** Running programs from a page: numbers the runs, gathers what each of them says, and makes a promise of it. */
import type { CompileProblem, RunResult } from '../engine/protocol.ts';
import type { BrokerMessage } from './broker.ts';
import type { Channel, RunRequest } from './channel.ts';

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
  /** Gets everything ready for a run; cheap to call again. Failures show at the next run. */
  warm(): void;
  /** Also fetches the compiler, for a program that is about to be edited. */
  prepare(): void;
  /** Runs a program. A run that is still going on is stopped first. Never rejects. */
  run(request: RunRequest, hooks?: RunHooks): Promise<RunOutcome>;
  /** Changes the pace of the run that is going on. */
  setSpeed(speed: number): void;
}

/** A broker that has not answered Stop after so many ms is given up on. */
const stopPatience = 4_000;

/** The largest part of a run that is kept; the page shows less. */
const keptLines = 10_000;

export function createRunner(channel: Channel): Runner {
  let runs = 0;
  let running: AbortController | undefined;

  return {
    warm() {
      channel.open().catch(() => {});
    },
    prepare() {
      channel.open().then(
        () => channel.prepare(),
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
      const result: RunResult = {
        output: [],
        dropped: 0,
        trace: { version: 1, sites: [], events: [] },
        end: { reason: 'stopped', exitCode: 130, at: 0 },
      };
      const { promise, resolve } = Promise.withResolvers<RunOutcome>();
      try {
        await channel.open();
        if (stop.aborted) return { kind: 'ended', result };
        channel.listen((number, message) => {
          if (number !== run) return;
          fold(result, message);
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

function fold(result: RunResult, message: BrokerMessage) {
  switch (message.type) {
    case 'compiled':
      result.trace.sites = message.sites;
      break;
    case 'output':
      result.output.push(...message.lines);
      result.dropped = message.dropped + Math.max(0, result.output.length - keptLines);
      result.output.length = Math.min(result.output.length, keptLines);
      break;
    case 'trace':
      result.trace.events.push(...message.events);
      break;
    case 'ended':
      result.end = message.end;
  }
}
