/** The microtask queue of a run, as far as its trace tells. */
import type { Calls } from './calls.ts';
import type { TraceEvent } from './event.ts';
import type { Order } from './jobs.ts';
import type { Lifetime } from './live.ts';
import { type ReactionStory, waitsForTurnOnly } from './reactions.ts';
import { findStory, type Told } from './story.ts';

/**
 * A microtask in the queue, from the moment the trace can tell that it was there to the moment it began.
 * One that waited for a promise is taken to be queued once its cause has happened; without a known cause, at the latest
 * when the job before it ended, for a queue that has run empty is not looked at again in the same turn.
 */
export interface MicrotaskStory extends Lifetime {
  index: number;
  /** The call that goes on, or the callback that runs. */
  label: string;
  /** Index into `Trace.sites`: the `await`, or where the callback was handed over. */
  site: number | undefined;
  what: { kind: 'resume'; call: number } | { kind: 'reaction'; reaction: number };
}

/** The microtasks in the order in which they ran; those that were queued and never ran come last. */
export function readMicrotasks(
  events: readonly TraceEvent[],
  order: Order,
  calls: Calls,
  reactions: Told<ReactionStory>,
): MicrotaskStory[] {
  const found: MicrotaskStory[] = [];
  /** What ran before a microtask of the promises' queue was queued before it: so this bounds all earlier ones of the turn. */
  let bound = Number.POSITIVE_INFINITY;
  for (let i = order.jobs.length - 1; i > 0; i--) {
    const job = order.jobs[i];
    if (job?.thread !== order.jobs[i + 1]?.thread) bound = Number.POSITIVE_INFINITY;
    if (job?.kind !== 'microtask') continue;
    const event = events[job.startSeq];
    const turnBegan = order.turns[job.turn]?.startSeq ?? 0;
    const certain = Math.min(bound, order.jobs[i - 1]?.endSeq ?? turnBegan);
    /** From when on it was queued, if it was handed over by the event `set`. */
    const queuedAt = (set: number) => {
      const caused = event?.cause === undefined ? certain : Math.min(event.cause, certain);
      return Math.max(turnBegan, set, caused);
    };

    if (event?.type === 'resume') {
      const call = findStory(calls, event.call);
      const pause = calls.suspendOf[event.seq] ?? -1;
      if (!call) continue;
      found.push({
        index: 0,
        label: call.label,
        site: events[pause]?.site ?? event.site,
        what: { kind: 'resume', call: call.index },
        from: queuedAt(pause),
        to: job.startSeq,
      });
    } else if (event?.type === 'reaction-run') {
      const reaction = findStory(reactions, event.reaction);
      if (!reaction) continue;
      if (reaction.kind === 'queueMicrotask') bound = Math.min(bound, reaction.from);
      const from = waitsForTurnOnly(reaction.kind) ? reaction.from : queuedAt(reaction.from);
      found.push(ofReaction(reaction, from, job.startSeq));
    }
  }
  found.reverse();
  for (const reaction of reactions.all) {
    if (reaction.run >= 0 || !waitsForTurnOnly(reaction.kind)) continue;
    found.push(ofReaction(reaction, reaction.from, Number.POSITIVE_INFINITY));
  }
  for (const [index, story] of found.entries()) story.index = index;
  return found;
}

function ofReaction(
  { label, site, index: reaction }: ReactionStory,
  from: number,
  to: number,
): MicrotaskStory {
  return { index: 0, label, site, what: { kind: 'reaction', reaction }, from, to };
}
