/** The listeners of a run. */
import type { TraceEvent } from './event.ts';
import type { Order } from './jobs.ts';
import { findStory, labeller, type Story, type Told } from './story.ts';

/** A listener; alive until it is removed. */
export interface ListenerStory extends Story {
  listener: number;
  event: string;
  target: string;
  /** `seq` of each `listener-run`, and of the `listener-end` after it or else the last event of its job. */
  runs: { from: number; to: number }[];
}

export function readListeners(events: readonly TraceEvent[], order: Order): Told<ListenerStory> {
  const listeners: Told<ListenerStory> = { all: [], indexOf: new Map() };
  const label = labeller();
  for (const event of events) {
    if (event.type === 'listener-added') {
      const index = listeners.all.length;
      listeners.indexOf.set(event.listener, index);
      listeners.all.push({
        index,
        listener: event.listener,
        event: event.event,
        target: event.target,
        label: label('listener', event.event),
        from: event.seq,
        to: Number.POSITIVE_INFINITY,
        runs: [],
        site: event.site,
      });
    } else if (event.type === 'listener-run') {
      const to = order.jobs[order.jobOf[event.seq] ?? -1]?.endSeq ?? event.seq;
      findStory(listeners, event.listener)?.runs.push({ from: event.seq, to });
    } else if (event.type === 'listener-end') {
      const run = findStory(listeners, event.listener)?.runs.at(-1);
      if (run) run.to = event.seq;
    } else if (event.type === 'listener-removed') {
      const story = findStory(listeners, event.listener);
      if (story) story.to = Math.min(story.to, event.seq);
    }
  }
  return listeners;
}
