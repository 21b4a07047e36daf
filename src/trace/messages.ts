/** The messages of a run. */
import type { TraceEvent } from './event.ts';
import { findStory, labeller, type Story, type Told } from './story.ts';

/** A message; alive until it is received. */
export interface MessageStory extends Story {
  message: number;
  channel: string;
}

export function readMessages(events: readonly TraceEvent[]): Told<MessageStory> {
  const messages: Told<MessageStory> = { all: [], indexOf: new Map() };
  const label = labeller();
  for (const event of events) {
    if (event.type === 'message-sent') {
      const index = messages.all.length;
      messages.indexOf.set(event.message, index);
      messages.all.push({
        index,
        message: event.message,
        channel: event.channel,
        label: label('message'),
        from: event.seq,
        to: Number.POSITIVE_INFINITY,
        site: event.site,
      });
    } else if (event.type === 'message-received') {
      const story = findStory(messages, event.message);
      if (story) story.to = Math.min(story.to, event.seq);
    }
  }
  return messages;
}
