/** Which request or timer had to come to an end before another could begin: the arrows of a critical path. */
import type { Derived } from '../trace/derive.ts';
import type { TraceEvent } from '../trace/event.ts';

/** `from`: the event that ended the one; `to`: the event that began the other. Both are `seq`. */
export interface Dependency {
  from: number;
  to: number;
}

/** Every request and timer that was begun because another one was over, in order of beginning. Linear in the trace. */
export function readDependencies(derived: Derived): Dependency[] {
  const wakers = readWakers(derived);
  return derived.trace.events.flatMap(({ type, seq }) => {
    if (type !== 'request-sent' && type !== 'timer-set') return [];
    const from = wakers[seq] ?? -1;
    return from < 0 ? [] : { from, to: seq };
  });
}

/**
 * By `seq`: the answer, timer or message without which the program would not have come there: what woke the job the event
 * happened in, or the job that woke that one, and so on. -1 when it goes back to the start of the program.
 */
export function readWakers(derived: Derived): Int32Array {
  const { events } = derived.trace;
  const wakers = new Int32Array(events.length).fill(-1);
  for (const { seq, cause } of events) {
    const job = derived.jobOf[seq] ?? -1;
    if (seq > 0 && derived.jobOf[seq - 1] === job) {
      // Only what arrives in a task of its own wakes what follows in that task.
      const arrived = derived.jobs[job]?.kind === 'task' && wakes(events[seq - 1]);
      wakers[seq] = arrived ? seq - 1 : (wakers[seq - 1] ?? -1);
    } else if (cause !== undefined && cause < seq && derived.jobs[job]?.kind !== 'task') {
      wakers[seq] = wakes(events[cause]) ? cause : (wakers[cause] ?? -1);
    }
  }
  return wakers;
}

function wakes(event: TraceEvent | undefined): boolean {
  return event?.type === 'response' || event?.type === 'timer-fired' || event?.type === 'message-received';
}
