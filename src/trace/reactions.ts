/** The callbacks of a run that wait for a promise or for their turn in the microtask queue. */
import type { ReactionKind, TraceEvent } from './event.ts';
import { findStory, labeller, type Story, type Told } from './story.ts';

/** A callback given to `then` and its like; alive until it runs. */
export interface ReactionStory extends Story {
  reaction: number;
  kind: ReactionKind;
  /** The callback's; empty when unknown. */
  name: string;
  /** `seq` of `reaction-run` and `reaction-end`; -1 if they never came. */
  run: number;
  end: number;
}

export function readReactions(events: readonly TraceEvent[]): Told<ReactionStory> {
  const reactions: Told<ReactionStory> = { all: [], indexOf: new Map() };
  const label = labeller();
  for (const event of events) {
    if (event.type === 'reaction-set') {
      const index = reactions.all.length;
      reactions.indexOf.set(event.reaction, index);
      const word = event.kind === 'queueMicrotask' ? 'microtask' : `${event.kind} callback`;
      reactions.all.push({
        index,
        reaction: event.reaction,
        kind: event.kind,
        name: event.name ?? '',
        label: label(word, event.name),
        from: event.seq,
        to: Number.POSITIVE_INFINITY,
        run: -1,
        end: -1,
        site: event.site,
      });
    } else if (event.type === 'reaction-run') {
      const story = findStory(reactions, event.reaction);
      if (story) story.run = story.to = event.seq;
    } else if (event.type === 'reaction-end') {
      const story = findStory(reactions, event.reaction);
      if (story) story.end = event.seq;
    }
  }
  return reactions;
}

/** True for callbacks that wait for nothing but their turn. */
export function waitsForTurnOnly(kind: ReactionKind): boolean {
  return kind === 'queueMicrotask' || kind === 'nextTick';
}
