/** Folds what a run says into its result. Pure; used by the page and by Node alike. */

import { sitesOf } from './assemble.ts';
import type { CompiledProgram, RunMessage, RunResult } from './protocol.ts';

/** A result to fold messages into: a run that has not said anything yet. */
export function createResult(program?: CompiledProgram): RunResult {
  return {
    output: [],
    dropped: 0,
    trace: { version: 1, sites: program ? sitesOf(program) : [], events: [] },
    end: { reason: 'stopped', exitCode: 130, at: 0 },
  };
}

/** Adds one message to `result`, in place: a trace has too many events to be copied for each message. */
export function collect(result: RunResult, message: RunMessage): RunResult {
  switch (message.type) {
    case 'output':
      for (const line of message.lines) result.output.push(line);
      result.dropped = message.dropped;
      break;
    case 'trace':
      for (const event of message.events) result.trace.events.push(event);
      break;
    case 'test':
      result.test ??= message.result;
      break;
    case 'ended':
      result.end = message.end;
      break;
    case 'started':
    case 'refused':
      break;
  }
  return result;
}
