/** From an engine's run to what the checker wants to know of it; the same for every host that runs the engine. */
import type { RunEnd, RunResult } from '../../engine/protocol.ts';
import type { HostRun, Uncaught } from './host.ts';
import { stillWaiting } from './still-waiting.ts';

/** Whether a run was over before its program was. */
export const isOpen = ({ reason }: RunEnd): boolean => reason === 'limit' || reason === 'stuck';

export function toHostRun({ output, dropped, end, trace, problems }: RunResult): HostRun {
  if (problems) return { kind: 'refused', problems };
  const recorded = trace.events.flatMap((event): Uncaught[] => {
    // A worker's error is taken care of by the one that made it, or recorded there once more.
    if (event.type === 'uncaught-error' && event.thread !== undefined) return [];
    if (event.type === 'uncaught-error') return [{ inPromise: false, error: event.error }];
    if (event.type === 'unhandled-rejection') return [{ inPromise: true, error: event.error }];
    return [];
  });
  // The last events of a very long run are not recorded; its end is.
  const uncaught = recorded.length === 0 && end.error ? [{ inPromise: false, error: end.error }] : recorded;
  return {
    kind: 'ran',
    lines: output,
    dropped,
    end,
    uncaught,
    waiting: isOpen(end) ? stillWaiting(trace) : [],
  };
}
