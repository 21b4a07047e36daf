/** From a place in the source to what happened there. */
import type { Trace } from './event.ts';

/** `seq` of the events that happened on a line (0-based) of a file, in order. A site counts for the line it begins on. */
export function eventsOnLine({ sites, events }: Trace, file: string, line: number): number[] {
  const there = new Set<number>();
  for (const [index, site] of sites.entries()) if (site.file === file && site.line === line) there.add(index);
  return events.flatMap(({ seq, site }) => (site !== undefined && there.has(site) ? seq : []));
}
