/** Which request or timer had to come to an end before another could begin: the arrows of a critical path. */
import type { Derived } from '../trace/derive.ts';

/** `from`: the event that ended the one; `to`: the event that began the other. Both are `seq`. */
export interface Dependency {
  from: number;
  to: number;
}

/** Every request and timer that was begun because another one was over, in order of beginning. */
export function readDependencies(derived: Derived): Dependency[] {
  const found: Dependency[] = [];
  for (const { type, seq } of derived.trace.events) {
    if (type !== 'request-sent' && type !== 'timer-set') continue;
    const from = wakerOf(derived, seq);
    if (from >= 0) found.push({ from, to: seq });
  }
  return found;
}

/**
 * The answer, timer or message without which the program would not have come to `seq`: the event that woke the job it
 * happened in, or the job that woke that one, and so on. -1 when it goes back to the start of the program.
 */
export function wakerOf(derived: Derived, seq: number): number {
  const { events } = derived.trace;
  let place = seq;
  while (place >= 0) {
    const job = derived.jobs[derived.jobOf[place] ?? -1];
    if (!job) return -1;
    if (job.kind === 'task') {
      for (let i = place; i >= job.startSeq; i--) if (wakes(events[i]?.type)) return i;
      return -1;
    }
    const cause = events[job.startSeq]?.cause;
    if (cause === undefined || cause >= job.startSeq) return -1;
    if (wakes(events[cause]?.type)) return cause;
    place = cause;
  }
  return -1;
}

function wakes(type: string | undefined): boolean {
  return type === 'response' || type === 'timer-fired' || type === 'message-received';
}
