/** The lanes of a picture of a run: who was there, in an order that is the same for the same run. */
import type { Trace } from './event.ts';
import { frameOf, type Order } from './jobs.ts';
import { crossesThreads } from './messages.ts';
import type { Stories } from './stories.ts';
import { findStory } from './story.ts';

export type LaneKind =
  | 'program'
  | 'worker'
  | 'call'
  | 'microtasks'
  | 'timers'
  | 'server'
  | 'listeners'
  | 'messages';

export interface Lane {
  /** Its place in `Derived.lanes`, from top to bottom. */
  index: number;
  kind: LaneKind;
  /** What to write beside it: `program`, `rate 2`, `rates.test`. */
  label: string;
  /** How far to indent the label: calls stand below the call that made them. */
  depth: number;
  /** For a call's lane: index into `Derived.calls`; otherwise -1. */
  call: number;
  /** How many rows its spans need, so that none covers another. At least 1. */
  rows: number;
}

/** Lanes, and where to find the lane of a thing. */
export interface LaneMap {
  lanes: Lane[];
  /** By index of the call. */
  ofCall: number[];
  /** By number of the thread: the program's lane, or its worker's. */
  ofThread: Map<number, number>;
  /** By server. */
  ofServer: Map<string, number>;
  microtasks: number;
  timers: number;
  listeners: number;
  messages: number;
  /** By `seq`: the lane an event belongs to. */
  laneOf: Int32Array;
}

/**
 * The lanes of a run, top to bottom: the program, its calls (each followed by the calls it made), each worker with its
 * calls, microtasks, timers, the servers in the order in which they were first asked, listeners, messages. Only those that something happens in.
 */
export function layLanes(trace: Trace, order: Order, stories: Stories): LaneMap {
  const lanes: Lane[] = [];
  const add = (kind: LaneKind, label: string, depth = 0, call = -1) => {
    lanes.push({ index: lanes.length, kind, label, depth, call, rows: 1 });
    return lanes.length - 1;
  };
  const ofThread = new Map<number, number>();
  const ofCall = new Array<number>(stories.calls.all.length).fill(-1);
  const byThread = Map.groupBy(inTreeOrder(stories), (index) => stories.calls.all[index]?.thread ?? 0);
  const threads = new Set([0, ...stories.workers.all.map(({ worker }) => worker), ...byThread.keys()]);
  for (const thread of threads) {
    const worker = findStory(stories.workers, thread);
    ofThread.set(
      thread,
      thread === 0 ? add('program', 'program') : add('worker', worker?.label ?? `worker ${thread}`),
    );
    for (const index of byThread.get(thread) ?? []) {
      const call = stories.calls.all[index];
      if (call) ofCall[index] = add('call', call.label, call.depth, index);
    }
  }
  const microtasks =
    stories.microtasks.length > 0 || stories.reactions.all.length > 0 ? add('microtasks', 'microtasks') : -1;
  const timers = stories.timers.all.length > 0 ? add('timers', 'timers') : -1;
  const ofServer = new Map<string, number>();
  for (const { server } of stories.requests.all) {
    if (!ofServer.has(server)) ofServer.set(server, add('server', server));
  }
  const listeners = stories.listeners.all.length > 0 ? add('listeners', 'listeners') : -1;
  const messages = stories.messages.all.length > 0 ? add('messages', 'messages') : -1;

  const map: LaneMap = {
    lanes,
    ofCall,
    ofThread,
    ofServer,
    microtasks,
    timers,
    listeners,
    messages,
    laneOf: new Int32Array(0),
  };
  map.laneOf = findLanes(trace, order, stories, map);
  return map;
}

/** Indices of the calls, each followed by the calls made while it was running. */
function inTreeOrder(stories: Stories): number[] {
  const children = new Map<number, number[]>();
  for (const { index, parent } of stories.calls.all) {
    const siblings = children.get(parent);
    if (siblings) siblings.push(index);
    else children.set(parent, [index]);
  }
  const result: number[] = [];
  // A stack of its own, for calls may be nested deeper than JavaScript's allows.
  const rest = children.get(-1)?.toReversed() ?? [];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    result.push(next);
    for (const child of children.get(next)?.toReversed() ?? []) rest.push(child);
  }
  return result;
}

/** The lane of the innermost call that was running when the event `seq` happened; its thread's if there was none. */
export function laneOfActor(order: Order, stories: Stories, map: LaneMap, seq: number): number {
  for (let frame = order.frames[frameOf(order, seq)]; frame; frame = order.frames[frame.parent]) {
    if (frame.kind === 'call') return Math.max(0, map.ofCall[stories.calls.indexOf.get(frame.id) ?? -1] ?? 0);
  }
  const { thread } = order.jobs[order.jobOf[seq] ?? -1] ?? {};
  return map.ofThread.get(thread ?? 0) ?? 0;
}

function findLanes(trace: Trace, order: Order, stories: Stories, map: LaneMap): Int32Array {
  const laneOf = new Int32Array(trace.events.length);
  let home = 0;
  const orProgram = (lane: number | undefined) => (lane === undefined || lane < 0 ? home : lane);
  const laneOfCall = (call: number) => orProgram(map.ofCall[stories.calls.indexOf.get(call) ?? -1]);
  const laneOfRequest = (request: number) =>
    orProgram(map.ofServer.get(findStory(stories.requests, request)?.server ?? ''));

  for (const event of trace.events) {
    home = map.ofThread.get(event.thread ?? 0) ?? 0;
    switch (event.type) {
      case 'call':
      case 'suspend':
      case 'resume':
      case 'return':
      case 'throw':
        laneOf[event.seq] = laneOfCall(event.call);
        break;
      case 'timer-set':
      case 'timer-fired':
      case 'timer-cleared':
        laneOf[event.seq] = orProgram(map.timers);
        break;
      case 'reaction-set':
      case 'reaction-run':
      case 'reaction-end':
        laneOf[event.seq] = orProgram(map.microtasks);
        break;
      case 'request-sent':
      case 'request-started':
      case 'request-finished':
      case 'request-aborted':
      case 'response':
        laneOf[event.seq] = laneOfRequest(event.request);
        break;
      case 'listener-added':
      case 'listener-run':
      case 'listener-end':
      case 'listener-removed':
        laneOf[event.seq] = orProgram(map.listeners);
        break;
      case 'message-sent':
      case 'message-received': {
        const story = findStory(stories.messages, event.message);
        // From one thread to another it leads from lane to lane.
        laneOf[event.seq] =
          story && crossesThreads(story)
            ? laneOfActor(order, stories, map, event.seq)
            : orProgram(map.messages);
        break;
      }
      case 'unhandled-rejection':
        // It belongs where the error came from, if that is known.
        laneOf[event.seq] = event.cause === undefined ? home : (laneOf[event.cause] ?? home);
        break;
      case 'log':
      case 'mark':
      case 'abort':
      case 'worker-made':
      case 'worker-ended':
        laneOf[event.seq] = laneOfActor(order, stories, map, event.seq);
        break;
      default:
        laneOf[event.seq] = home;
    }
  }
  return laneOf;
}
