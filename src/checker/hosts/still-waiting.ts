/** Where a program still waited when its run was over. */
import { readCalls } from '../../trace/calls.ts';
import type { Site, Trace } from '../../trace/event.ts';

/** Places of the pauses nothing ended, in the order in which their calls began. */
export function stillWaiting({ events, sites }: Trace): Site[] {
  return readCalls(events).all.flatMap(({ outcome, pauses }) => {
    const last = pauses.at(-1);
    if (outcome !== 'open' || !last || last.to >= 0) return [];
    const site = sites[events[last.from]?.site ?? -1];
    return site ? [site] : [];
  });
}
