/** The messages of a run. */
import type { TraceEvent } from './event.ts';
import { findStory, labeller, type Story, type Told } from './story.ts';

/** A message; alive until it is received. */
export interface MessageStory extends Story {
  message: number;
  channel: string;
  /** Number of the thread that sent it, and of the one it arrived in; -1 as long as it has not. */
  sender: number;
  receiver: number;
}

/** True for a message from one thread to another. */
export function crossesThreads({ sender, receiver }: MessageStory): boolean {
  return receiver >= 0 && receiver !== sender;
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
        sender: event.thread ?? 0,
        receiver: -1,
        label: label('message'),
        from: event.seq,
        to: Number.POSITIVE_INFINITY,
        site: event.site,
      });
    } else if (event.type === 'message-received') {
      const story = findStory(messages, event.message);
      if (!story || story.to <= event.seq) continue;
      story.to = event.seq;
      story.receiver = event.thread ?? 0;
    }
  }
  return messages;
}
