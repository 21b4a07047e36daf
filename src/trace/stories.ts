/**
 * What became of everything a run started: its calls, timers, callbacks, requests, listeners, messages and workers,
 * each from its first event to its last. Readers of traces never throw: an event that refers to something unknown
 * is passed over, so that a trace that is still growing, or was cut off, can be read too.
 */
import { type Calls, readCalls } from './calls.ts';
import type { Trace } from './event.ts';
import type { Order } from './jobs.ts';
import { type ListenerStory, readListeners } from './listeners.ts';
import { type MessageStory, readMessages } from './messages.ts';
import { type MicrotaskStory, readMicrotasks } from './microtasks.ts';
import { type Point, readPoints } from './points.ts';
import { type ReactionStory, readReactions } from './reactions.ts';
import { type RejectionStory, readRejections } from './rejections.ts';
import { type RequestStory, readRequests } from './requests.ts';
import type { Told } from './story.ts';
import { readTimers, type Timers } from './timers.ts';
import { readWorkers, type WorkerStory } from './workers.ts';

export interface Stories {
  calls: Calls;
  timers: Timers;
  reactions: Told<ReactionStory>;
  microtasks: MicrotaskStory[];
  requests: Told<RequestStory>;
  listeners: Told<ListenerStory>;
  messages: Told<MessageStory>;
  rejections: RejectionStory[];
  workers: Told<WorkerStory>;
  points: Point[];
}

export function readStories({ events, sites }: Trace, order: Order): Stories {
  const calls = readCalls(events, sites);
  const reactions = readReactions(events);
  return {
    calls,
    timers: readTimers(events),
    reactions,
    microtasks: readMicrotasks(events, order, calls, reactions),
    requests: readRequests(events),
    listeners: readListeners(events, order),
    messages: readMessages(events),
    rejections: readRejections(events),
    workers: readWorkers(events),
    points: readPoints(events),
  };
}
