/** Everything a reader of a trace wants to know and no event says by itself, computed once. */
import type { Trace } from './event.ts';
import { type Order, readOrder } from './jobs.ts';
import { type Lane, layLanes } from './lanes.ts';
import { indexLifetimes, type LiveIndex } from './live.ts';
import { type Line, outputOf } from './output.ts';
import {
  type Arc,
  type Arrow,
  type Blocked,
  readArcs,
  readArrows,
  readBlocked,
  readSpans,
  readStarts,
  type Span,
  type Start,
} from './spans.ts';
import { readStories, type Stories } from './stories.ts';

/**
 * A run, understood. Two axes: time (`at` of events, `start` and `end` of spans) and order (`seq` of events, `jobs`,
 * `turns`), for much happens in a moment that has no length. All indices are 0-based and into the arrays of this object.
 */
export interface Derived extends Order, Stories {
  trace: Trace;
  /** Virtual ms from beginning to end. */
  duration: number;
  lanes: Lane[];
  /** By `seq`: index of the lane. */
  laneOf: Int32Array;
  /** Grouped by lane, then in order of `startSeq`. */
  spans: Span[];
  arcs: Arc[];
  arrows: Arrow[];
  starts: Start[];
  blocked: Blocked[];
  output: Line[];
  /** What is alive at a moment; see `state.ts`. `microtasks` counts in order of `from`, as `queue` lists them. */
  alive: Record<
    'calls' | 'timers' | 'reactions' | 'requests' | 'listeners' | 'messages' | 'rejections' | 'queue',
    LiveIndex
  >;
  /** Indices into `microtasks`, sorted by the moment they were queued. */
  queue: number[];
}

/** Understands a trace. Linear in its length but for sorting; never throws, not even for a trace that is cut off. */
export function derive(trace: Trace): Derived {
  const order = readOrder(trace);
  const stories = readStories(trace, order);
  const map = layLanes(trace, order, stories);
  const queue = stories.microtasks
    .toSorted((a, b) => a.from - b.from || a.index - b.index)
    .map((story) => story.index);
  // Only what leaves the page as a file needs these: not every reader waits for them.
  const arcs = once(() => readArcs(trace, stories, map));
  const arrows = once(() => readArrows(trace, map));
  const starts = once(() => readStarts(trace, order, stories, map));
  return {
    trace,
    ...order,
    ...stories,
    duration: trace.events.at(-1)?.at ?? 0,
    lanes: map.lanes,
    laneOf: map.laneOf,
    spans: readSpans(trace, order, stories, map),
    get arcs() {
      return arcs();
    },
    get arrows() {
      return arrows();
    },
    get starts() {
      return starts();
    },
    blocked: readBlocked(order),
    output: outputOf(trace),
    queue,
    alive: {
      calls: indexLifetimes(stories.calls.all),
      timers: indexLifetimes(stories.timers.all),
      reactions: indexLifetimes(stories.reactions.all),
      requests: indexLifetimes(stories.requests.all),
      listeners: indexLifetimes(stories.listeners.all),
      messages: indexLifetimes(stories.messages.all),
      rejections: indexLifetimes(stories.rejections),
      queue: indexLifetimes(queue.map((index) => stories.microtasks[index] ?? { from: 0, to: 0 })),
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** What is derived from a trace; what is derived already is handed back as it is. */
export function understand(run: Trace | Derived): Derived {
  return 'lanes' in run ? run : derive(run);
}
