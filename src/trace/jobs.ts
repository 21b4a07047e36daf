/**
 * The order of a run: its jobs, its turns, and what was on the stack after each event.
 * This is the axis that shows order where the clock shows none.
 */
import type { TaskKind, Trace, TraceEvent } from './event.ts';

/** A piece of the program that ran to completion, or what happened outside while no program ran. */
export interface Job {
  /** Its place in `Derived.jobs`. */
  index: number;
  /** `outside`: servers and the host at work between two jobs of the program. */
  kind: 'task' | 'microtask' | 'outside';
  /** Number of the worker it ran in; 0 for the program's first thread. */
  thread: number;
  /** Index of the turn it belongs to; what happens outside belongs to the turn before it. */
  turn: number;
  /** First and last event, both included. */
  startSeq: number;
  endSeq: number;
  /** Virtual ms. */
  start: number;
  end: number;
}

/** A task and the microtasks after it: what the loop does in one go. */
export interface Turn {
  index: number;
  kind: TaskKind;
  name: string | undefined;
  thread: number;
  /** Indices into `Derived.jobs`, both included; what happened outside between two turns is in neither. */
  firstJob: number;
  lastJob: number;
  startSeq: number;
  endSeq: number;
  start: number;
  /** Virtual ms; the turn kept everything else waiting for `end - start`. */
  end: number;
}

/** Something that was entered and left within one job. Frames form a tree: `parent` is what was running before. */
export interface Frame {
  /** Index of the frame below it on the stack; -1 for the lowest one. */
  parent: number;
  kind: 'task' | 'call' | 'reaction' | 'listener';
  /** Number of the call, reaction or listener; for a task the `seq` of its `task` event. */
  id: number;
  startSeq: number;
  /** The event that left it, or the last one of its job. */
  endSeq: number;
  /** `seq` of the last event that happened directly in the parent: where the parent stood meanwhile; -1 if unknown. */
  parentPlace: number;
}

/** Jobs, turns and frames come thread by thread, each in order; where there is one thread only, so are their events. */
export interface Order {
  jobs: Job[];
  turns: Turn[];
  frames: Frame[];
  /** The events of each thread, the program's first one first. */
  threads: { thread: number; events: readonly TraceEvent[] }[];
  /** By `seq`: the event before it in its thread; -1 for none. */
  beforeOf: Int32Array;
  /** By `seq`: index of the job. */
  jobOf: Int32Array;
  /** By `seq`: index of the turn. */
  turnOf: Int32Array;
  /** By `seq`: index of the frame that is on top of the stack after the event; -1 for none. */
  topOf: Int32Array;
  /** By `seq`: `seq` of the event that says where the top frame stands; -1 if unknown. */
  placeOf: Int32Array;
}

/** True for what servers and the host do on their own: no code of the program runs for it. */
export function isOutside(event: TraceEvent): boolean {
  switch (event.type) {
    case 'request-started':
    case 'request-finished':
    case 'uncaught-error':
    case 'unhandled-rejection':
    case 'rejection-handled':
    case 'truncated':
    case 'end':
      return true;
    case 'request-aborted':
      return event.by === 'server';
    default:
      return false;
  }
}

/** Reads jobs, turns and stacks out of a trace in one pass. Never throws: a stray event is taken as it comes. */
export function readOrder({ events }: Trace): Order {
  const n = events.length;
  const order: Order = {
    jobs: [],
    turns: [],
    frames: [],
    threads: splitThreads(events),
    beforeOf: new Int32Array(n).fill(-1),
    jobOf: new Int32Array(n),
    turnOf: new Int32Array(n),
    topOf: new Int32Array(n).fill(-1),
    placeOf: new Int32Array(n).fill(-1),
  };
  for (const { thread, events } of order.threads) readThread(order, thread, events);
  return order;
}

function splitThreads(events: readonly TraceEvent[]): Order['threads'] {
  if (!events.some(({ thread }) => thread !== undefined)) return [{ thread: 0, events }];
  const byThread = Map.groupBy(events, ({ thread = 0 }) => thread);
  return [...byThread].map(([thread, events]) => ({ thread, events })).sort((a, b) => a.thread - b.thread);
}

function readThread(order: Order, thread: number, events: readonly TraceEvent[]): void {
  const { jobs, turns, frames, beforeOf, jobOf, turnOf, topOf, placeOf } = order;
  const outside = markOutside(events);

  let job: Job | undefined;
  let number = -1;
  let turn: Turn | undefined;
  let top = -1;
  let place = -1;

  const push = (kind: Frame['kind'], id: number, seq: number, standsHere: boolean) => {
    frames.push({ parent: top, kind, id, startSeq: seq, endSeq: seq, parentPlace: place });
    top = frames.length - 1;
    place = standsHere ? seq : -1;
  };
  const unwind = (seq: number) => {
    for (let frame = frames[top]; frame; frame = frames[top]) {
      frame.endSeq = seq;
      top = frame.parent;
    }
    place = -1;
  };
  const find = (kind: Frame['kind'], id: number) => {
    for (let i = top; i >= 0; i = frames[i]?.parent ?? -1) {
      const frame = frames[i];
      if (frame?.kind === kind && frame.id === id) return i;
    }
    return -1;
  };
  const pop = (kind: Frame['kind'], id: number, seq: number) => {
    const found = find(kind, id);
    while (found >= 0 && top >= found) {
      const frame = frames[top];
      if (!frame) break;
      frame.endSeq = seq;
      top = frame.parent;
      place = frame.parentPlace;
    }
  };

  let before = -1;
  for (const [index, event] of events.entries()) {
    const { seq } = event;
    beforeOf[seq] = before;
    before = seq;
    const isOut = outside[index] === 1;
    const begins =
      !job ||
      (event.type === 'task' && !isOut) ||
      (isOut
        ? job.kind !== 'outside' || job.end !== event.at
        : job.kind === 'outside' || event.job !== number);
    if (begins) {
      if (job) unwind(job.endSeq);
      if (!turn || (event.type === 'task' && !isOut)) {
        const task = event.type === 'task' ? event : undefined;
        turn = {
          index: turns.length,
          kind: task?.kind ?? 'program',
          name: task?.name,
          thread,
          firstJob: jobs.length,
          lastJob: jobs.length,
          startSeq: seq,
          endSeq: seq,
          start: event.at,
          end: event.at,
        };
        turns.push(turn);
      }
      job = {
        index: jobs.length,
        kind: isOut ? 'outside' : event.type === 'task' || turn.startSeq === seq ? 'task' : 'microtask',
        thread,
        turn: turn.index,
        startSeq: seq,
        endSeq: seq,
        start: event.at,
        end: event.at,
      };
      jobs.push(job);
      number = isOut ? -1 : event.job;
    }
    if (!job || !turn) continue;
    job.endSeq = seq;
    job.end = event.at;
    if (job.kind !== 'outside') {
      turn.lastJob = job.index;
      turn.endSeq = seq;
      turn.end = event.at;
    }
    jobOf[seq] = job.index;
    turnOf[seq] = turn.index;

    switch (event.type) {
      case 'task':
        if (!isOut) push('task', seq, seq, true);
        break;
      case 'task-end':
        unwind(seq);
        break;
      case 'call':
        push('call', event.call, seq, true);
        break;
      case 'resume':
        if (find('call', event.call) < 0) push('call', event.call, seq, true);
        break;
      case 'reaction-run':
        push('reaction', event.reaction, seq, true);
        break;
      case 'listener-run':
        push('listener', event.listener, seq, true);
        break;
      case 'suspend':
      case 'return':
      case 'throw':
        pop('call', event.call, seq);
        break;
      case 'reaction-end':
        pop('reaction', event.reaction, seq);
        break;
      case 'listener-end':
        pop('listener', event.listener, seq);
        break;
      default:
        if (top >= 0 && event.site !== undefined && !isOut) place = seq;
    }
    topOf[seq] = top;
    placeOf[seq] = place;
  }
  if (job) unwind(job.endSeq);
}

/**
 * What a task is for: the event that follows in the same job, passing over what a server does in the same moment.
 * Undefined when the task ends at once.
 */
export function contentOf(events: readonly TraceEvent[], seq: number): TraceEvent | undefined {
  const task = events[seq];
  for (let next = events[seq + 1]; next; next = events[next.seq + 1]) {
    if (next.thread !== task?.thread) continue;
    if (next.job !== task?.job) return undefined;
    if (!isOutside(next)) return next;
  }
  return undefined;
}

/** Index of the frame in which the event `seq` happened: what was on top of the stack just before it; -1 for none. */
export function frameOf(order: Order, seq: number): number {
  const before = order.beforeOf[seq] ?? -1;
  return before >= 0 && order.jobOf[before] === order.jobOf[seq] ? (order.topOf[before] ?? -1) : -1;
}

/** By `seq`: 1 for what happens while no job of the program is under way. */
function markOutside(events: readonly TraceEvent[]): Uint8Array {
  const outside = new Uint8Array(events.length);
  for (let first = 0; first < events.length; ) {
    const { job, type } = events[first] ?? {};
    let last = first - 1;
    let end = first;
    let isTheirs = type === 'task';
    for (let event = events[end]; event && event.job === job; event = events[++end]) {
      if (isOutside(event)) continue;
      last = end;
      if (event.type !== 'task' && event.type !== 'task-end') isTheirs = false;
    }
    // A task in which only servers did something is theirs.
    const serversOnly = isTheirs && events.slice(first, end).some(isOutside) && isNetwork(events[first]);
    outside.fill(1, serversOnly ? first : last + 1, end);
    first = end;
  }
  return outside;
}

function isNetwork(event: TraceEvent | undefined): boolean {
  return event?.type === 'task' && event.kind === 'network';
}
