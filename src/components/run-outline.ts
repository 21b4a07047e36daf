/** A recorded run in its barest outline: when servers worked, when the program did. For the picture on the cover. */
import type { Trace } from '../trace/event.ts';
import { readRequests } from '../trace/requests.ts';

export interface RunOutline {
  /** Name of what was asked for, and when its server worked, in ms. */
  bars: { name: string; start: number; ms: number }[];
  /** When the program had something to do, in ms. */
  ticks: number[];
  /** The run's end in ms. */
  total: number;
}

/** Reads the outline off a trace; times in whole ms. */
export function outlineRun({ events }: Trace): RunOutline {
  const at = (seq: number) => Math.round(events[seq]?.at ?? 0);
  const bars = readRequests(events).all.map(({ url, started, finished }) => ({
    name: new URL(url).pathname.slice(1),
    start: at(started),
    ms: at(finished) - at(started),
  }));
  const busy = events.filter(({ type }) => type === 'call' || type === 'resume').map(({ seq }) => at(seq));
  return { bars, ticks: [...new Set(busy)].sort((a, b) => a - b), total: at(events.length - 1) };
}
