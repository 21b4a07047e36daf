/** What the page says about a run, in words. Pure. */
import type { RunEnd } from '../engine/protocol.ts';
import type { RunOutcome } from '../sandbox/runner.ts';

/** Virtual ms as the book writes them: whole ones. */
export const milliseconds = (at: number) => `${Math.round(at)} ms`;

const seconds = (ms: number) => `${ms / 1000} s`;

/** One line for the status bar: how the run ended, and what the reader can do about it. */
export function describeOutcome(outcome: RunOutcome): string {
  switch (outcome.kind) {
    case 'refused':
      return 'Not run: the program has an error.';
    case 'failed':
      return outcome.message;
    case 'ended': {
      const { end, output } = outcome.result;
      const uncaught = output.some(({ level }) => level === 'uncaught');
      // In a page, unlike in Node, an error that nobody caught does not end the program.
      if (end.reason === 'quiet' && uncaught)
        return `Finished at ${milliseconds(end.at)}, with an uncaught error.`;
      return describeEnd(end);
    }
  }
}

export function describeEnd({ reason, at, exitCode, limit }: RunEnd): string {
  switch (reason) {
    case 'quiet':
      return `Finished at ${milliseconds(at)}.`;
    case 'stuck':
      return `Stuck at ${milliseconds(at)}: the program waits for something that can no longer happen.`;
    case 'error':
      return `Ended by an error at ${milliseconds(at)}.`;
    case 'exit':
      return `Exited with code ${exitCode} at ${milliseconds(at)}.`;
    case 'stopped':
      return `Stopped by you at ${milliseconds(at)}.`;
    case 'limit':
      return describeLimit(limit);
  }
}

function describeLimit(limit: RunEnd['limit']): string {
  switch (limit?.name) {
    case 'blocked':
      return `Stopped at the limit: the program kept its thread busy for ${seconds(limit.value)} without a pause.`;
    case 'time':
      return `Stopped at the limit: it was still running after ${seconds(limit.value)}.`;
    case 'lines':
      return `Stopped at the limit of ${limit.value} printed lines.`;
    case 'output':
      return `Stopped at the limit of ${limit.value} printed characters.`;
    case 'timers':
      return `Stopped at the limit of ${limit.value} timers pending at once.`;
    case 'memory':
      return 'Stopped at the limit: it used up its memory.';
    case 'messages':
      return 'Stopped at the limit: it printed faster than a page can show.';
    default:
      return 'Stopped at a limit.';
  }
}

/** The note under an unedited run. */
export const describeComparison = (same: boolean) => (same ? 'Same as the book.' : 'Differs from the book.');
