/** The requests of a run, as the program and as the servers saw them. */
import type { TraceEvent } from './event.ts';
import { findStory, labeller, type Story, type Told } from './story.ts';

/** A request; alive until neither the program nor the server has anything more to do with it. */
export interface RequestStory extends Story {
  request: number;
  server: string;
  method: string;
  url: string;
  /** `seq` of each step; -1 for those that did not happen. */
  started: number;
  finished: number;
  response: number;
  abortedByClient: number;
  abortedByServer: number;
  /** 0 until known, and for a network failure. */
  status: number;
}

export function readRequests(events: readonly TraceEvent[]): Told<RequestStory> {
  const requests: Told<RequestStory> = { all: [], indexOf: new Map() };
  const label = labeller();
  for (const event of events) {
    if (event.type === 'request-sent') {
      const index = requests.all.length;
      requests.indexOf.set(event.request, index);
      requests.all.push({
        index,
        request: event.request,
        server: event.server,
        method: event.method,
        url: event.url,
        label: label('request'),
        from: event.seq,
        to: Number.POSITIVE_INFINITY,
        started: -1,
        finished: -1,
        response: -1,
        abortedByClient: -1,
        abortedByServer: -1,
        status: 0,
        site: event.site,
      });
      continue;
    }
    if (!('request' in event)) continue;
    const story = findStory(requests, event.request);
    if (!story) continue;
    const { seq } = event;
    if (event.type === 'request-started') story.started = seq;
    else if (event.type === 'request-finished') story.finished = seq;
    else if (event.type === 'response') story.response = seq;
    else if (event.by === 'client') story.abortedByClient = seq;
    else story.abortedByServer = seq;
    if ('status' in event) story.status = event.status;

    const serverRests = story.started < 0 || story.finished >= 0 || story.abortedByServer >= 0;
    const programRests = story.response >= 0 || story.abortedByClient >= 0;
    // A server may take up a request that was given up on its way: then the story goes on.
    story.to = serverRests && programRests ? Math.min(story.to, seq) : Number.POSITIVE_INFINITY;
  }
  return requests;
}
