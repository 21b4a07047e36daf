/** What a program still waited for when its run was over. */
import { readCalls } from '../../trace/calls.ts';
import type { Trace } from '../../trace/event.ts';
import { readTimers } from '../../trace/timers.ts';
import type { Waiting } from './host.ts';

/** Pauses nothing ended, in the order in which their calls began; then timers still set, in the order of being set. */
export function stillWaiting({ events, sites }: Trace): Waiting[] {
  const at = (kind: Waiting['kind'], index: number | undefined): Waiting[] => {
    const site = sites[index ?? -1];
    return site ? [{ kind, site }] : [];
  };
  const awaits = readCalls(events).all.flatMap(({ outcome, pauses }) => {
    const last = pauses.at(-1);
    return outcome === 'open' && last && last.to < 0 ? at('await', events[last.from]?.site) : [];
  });
  // Timers that were still set when recording stopped may have fired since; an interval goes on.
  const isWhole = events.every(({ type }) => type !== 'truncated');
  const timers = readTimers(events).all.flatMap(({ kind, outcome, site }) => {
    if (outcome !== 'open') return [];
    if (kind === 'interval') return at('interval', site);
    return kind === 'timeout' && isWhole ? at('timer', site) : [];
  });
  return [...awaits, ...timers];
}
