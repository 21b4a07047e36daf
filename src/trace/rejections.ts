/** The rejections the host reported because nobody handled them. */
import type { ErrorReport, TraceEvent } from './event.ts';
import type { Lifetime } from './live.ts';

/** Alive from the report until somebody handles it after all. */
export interface RejectionStory extends Lifetime {
  rejection: number;
  error: ErrorReport;
}

export function readRejections(events: readonly TraceEvent[]): RejectionStory[] {
  const rejections: RejectionStory[] = [];
  const open = new Map<number, RejectionStory>();
  for (const event of events) {
    if (event.type === 'unhandled-rejection') {
      const { seq, rejection, error } = event;
      const story = { rejection, error, from: seq, to: Number.POSITIVE_INFINITY };
      rejections.push(story);
      open.set(rejection, story);
    } else if (event.type === 'rejection-handled') {
      const story = open.get(event.rejection);
      if (story) story.to = event.seq;
      open.delete(event.rejection);
    }
  }
  return rejections;
}
