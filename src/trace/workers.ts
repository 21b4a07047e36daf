/** The workers of a run. */
import type { TraceEvent } from './event.ts';
import { findStory, type Story, type Told } from './story.ts';

/** A worker; alive from when it was made until it is ended. */
export interface WorkerStory extends Story {
  /** Its number, which its events carry as `thread`. */
  worker: number;
  /** Number of the thread that made it. */
  maker: number;
}

export function readWorkers(events: readonly TraceEvent[]): Told<WorkerStory> {
  const workers: Told<WorkerStory> = { all: [], indexOf: new Map() };
  for (const event of events) {
    if (event.type === 'worker-made') {
      const { worker, name: label, thread: maker = 0, seq: from, site } = event;
      const index = workers.all.length;
      workers.indexOf.set(worker, index);
      workers.all.push({ index, worker, label, maker, from, to: Number.POSITIVE_INFINITY, site });
    } else if (event.type === 'worker-ended') {
      const story = findStory(workers, event.worker);
      if (story) story.to = Math.min(story.to, event.seq);
    }
  }
  return workers;
}
