/** What the page says about a run, in words. Pure. */
import type { RunEnd, RunResult } from '../engine/protocol.ts';
import { limits } from '../sandbox/limits.ts';
import type { RunOutcome } from '../sandbox/runner.ts';

/** Virtual ms as the book writes them: whole ones. */
export const milliseconds = (at: number) => `${Math.round(at)} ms`;

/** The longest run the sandbox allows, in real ms. */
const longestRun = limits.run;

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
      const silent = end.reason === 'quiet' && output.length === 0 ? ' Nothing was printed.' : '';
      return describeEnd(end) + silent + describeUnrecorded(outcome.result);
    }
  }
}

/** What a timeline that stops early says for itself; empty when it shows everything. */
function describeUnrecorded({ trace }: RunResult): string {
  const cut = trace.events.findLast(({ type }) => type === 'truncated');
  if (cut?.type !== 'truncated') return '';
  return ` The timeline shows the first ${trace.events.length} events and leaves out ${cut.dropped}; what is printed is complete.`;
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

/** Where a program that needs more than a page gives it gets more. */
const elsewhere = 'Download runs it with Node, which has no such limit.';

/** Which limit it was, and how to raise it. */
function describeLimit(limit: RunEnd['limit']): string {
  switch (limit?.name) {
    case 'blocked':
      return `Stopped at the limit: the program kept its thread busy for ${seconds(limit.value)} without a pause.`;
    case 'time':
      return `Stopped at the limit: it was still running after ${seconds(limit.value)}.`;
    case 'lines':
      return `Stopped at the limit of ${limit.value} printed lines. ${elsewhere}`;
    case 'output':
      return `Stopped at the limit of ${limit.value} printed characters. ${elsewhere}`;
    case 'timers':
      return `Stopped at the limit of ${limit.value} timers pending at once. ${elsewhere}`;
    case 'workers':
      return `Stopped at the limit of ${limit.value} workers. ${elsewhere}`;
    case 'memory':
      return `Stopped at the limit: it used up its memory. ${elsewhere}`;
    case 'messages':
      return `Stopped at the limit: it printed or sent messages faster than a page can show. ${elsewhere}`;
    default:
      return 'Stopped at a limit.';
  }
}

/** The longer time limit a reader can give a run that its own was too short for, in real ms; undefined when there is none. */
export function moreTime(outcome: RunOutcome): number | undefined {
  if (outcome.kind !== 'ended') return undefined;
  const { limit } = outcome.result.end;
  return (limit?.name === 'time' || limit?.name === 'blocked') && limit.value < longestRun
    ? longestRun
    : undefined;
}

/** The note under an unedited run. */
export const describeComparison = (same: boolean) => (same ? 'Same as the book.' : 'Differs from the book.');
