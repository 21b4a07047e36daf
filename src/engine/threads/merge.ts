/**
 * Makes one trace of those that the threads of a program record. Pure.
 *
 * Within a virtual millisecond threads really run side by side, and events stand in the order in which they were heard
 * of; a thread has everything it recorded sent before it lets others know of anything, so a cause always comes first.
 * What has happened in a later millisecond is kept until all threads have got there. With a real clock everything is kept,
 * and put in order by its time.
 */
import type { TraceEvent } from '../../trace/event.ts';
import { numbersPerThread } from './messages.ts';

export interface Merge {
  /** Takes the next events of a thread, in the order in which it recorded them. */
  add(thread: number, events: readonly TraceEvent[]): void;
  /** All threads have reached this moment, in ms: hands out everything up to the end of its millisecond. */
  reached(at: number): void;
  /** Hands out everything that is left. */
  finish(): void;
}

export interface MergeOptions {
  clock: 'virtual' | 'paced' | 'real';
  /**
   * How many events of the first thread have been handed out already, of which the last one made worker 1; and the number
   * of its last job.
   */
  events: number;
  job: number;
  /** At most this many events are handed out, those of the first thread included; see `RunOptions`. */
  maxEvents: number;
  /** Number, among all threads, of the `worker`th worker that a thread has made. */
  numberOf(thread: number, worker: number): number;
  /** Takes events whose numbers are right; at most `most` at a time. */
  send(events: TraceEvent[]): void;
}

/** Events that are handed out at once. */
const most = 2_000;

/** What each kind of thing is numbered by. Messages have numbers of their own: see `numbersPerThread`. */
const numbered = [
  'call',
  'parent',
  'timer',
  'reaction',
  'request',
  'listener',
  'signal',
  'rejection',
] as const;

interface Held {
  event: TraceEvent;
  /** When it was heard of. */
  order: number;
}

interface Thread {
  thread: number;
  held: Held[];
  /** How many of `held` have been handed out. */
  head: number;
  /** By its own `seq`: the trace's. */
  seqs: number[];
  /** Its own number of the job it is in, and the trace's. */
  job: number;
  jobNumber: number;
  /** `seq` of the event that made it. */
  made: number;
  /** By kind and its own number: the trace's. */
  numbers: Map<string, number>;
}

export function createMerge({ clock, events, job, maxEvents, numberOf, send }: MergeOptions): Merge {
  const threads = new Map<number, Thread>();
  /** By number of a message: `seq` of the event that sent it. */
  const sent = new Map<number, number>();
  const given = new Map<string, number>();
  let next = events;
  let nextJob = job + 1;
  let orders = 0;
  let at = 0;
  /** Events that were not recorded, or are too many. */
  let lost = 0;
  let out: TraceEvent[] = [];

  const threadOf = (thread: number): Thread => {
    let found = threads.get(thread);
    if (!found) {
      found = { thread, held: [], head: 0, seqs: [], job: -1, jobNumber: 0, made: -1, numbers: new Map() };
      // The first thread has begun before there was anything to merge: its numbers stay.
      if (thread === 0) Object.assign(found, { job, jobNumber: job });
      threads.set(thread, found);
    }
    return found;
  };
  threadOf(0);
  threadOf(1).made = events - 1;

  /** Numbers of the first thread stay; those of the others follow far behind. */
  function numberFor(from: Thread, kind: string, number: number): number {
    const key = `${kind === 'parent' ? 'call' : kind} ${number}`;
    let found = from.numbers.get(key);
    if (found === undefined) {
      const count = (given.get(kind === 'parent' ? 'call' : kind) ?? 0) + 1;
      given.set(kind === 'parent' ? 'call' : kind, count);
      found = numbersPerThread + count;
      from.numbers.set(key, found);
    }
    return found;
  }

  const seqIn = (from: Thread, seq: number) =>
    from.thread === 0 && seq < events ? seq : (from.seqs[seq - (from.thread === 0 ? events : 0)] ?? -1);

  function give(from: Thread, source: TraceEvent) {
    const event = { ...source } as TraceEvent & Record<string, number>;
    if (event.type === 'truncated') {
      lost += event.dropped;
      return;
    }
    if (from.thread > 0) {
      if (event.type === 'end') return;
      event.thread = from.thread;
    }
    // The end has a place even when the trace is full.
    if (event.type === 'end') giveTruncated(source.at);
    else if (next >= maxEvents) {
      lost++;
      from.seqs.push(-1);
      return;
    }
    if (source.job !== from.job) {
      from.job = source.job;
      from.jobNumber = nextJob++;
    }
    event.seq = next++;
    event.job = from.jobNumber;
    event.at = at = Math.max(at, source.at);
    if (from.thread > 0)
      for (const kind of numbered)
        if (kind in event) event[kind] = numberFor(from, kind, event[kind] as number);
    let cause = source.cause === undefined ? -1 : seqIn(from, source.cause);
    switch (event.type) {
      case 'message-sent':
        sent.set(event.message, event.seq);
        break;
      case 'message-received':
        if (cause < 0) cause = sent.get(event.message) ?? -1;
        break;
      case 'worker-made':
        event.worker = numberOf(from.thread, event.worker);
        threadOf(event.worker).made = event.seq;
        break;
      case 'worker-ended':
        event.worker = event.by === 'itself' ? from.thread : numberOf(from.thread, event.worker);
        break;
      case 'uncaught-error':
        if (event.worker !== undefined) event.worker = numberOf(from.thread, event.worker);
        break;
      case 'task':
        if (event.kind === 'program' && from.thread > 0) cause = from.made;
        break;
    }
    if (cause >= 0) event.cause = cause;
    else if (event.cause !== undefined) delete (event as { cause?: number }).cause;
    from.seqs.push(event.seq);
    out.push(event);
    if (out.length >= most) flush();
  }

  /** Says, if need be, that what follows is missing; nothing but the end may come after it. */
  function giveTruncated(when: number) {
    if (lost === 0) return;
    at = Math.max(at, when);
    out.push({ type: 'truncated', seq: next++, at, job: threadOf(0).jobNumber, dropped: lost });
    lost = 0;
  }

  function flush() {
    if (out.length === 0) return;
    const events = out;
    out = [];
    send(events);
  }

  /** Whether what must come before it has been handed out. */
  function isReady({ thread, made }: Thread, { event }: Held): boolean {
    if (event.type === 'message-received' && event.cause === undefined) return sent.has(event.message);
    // The end of the program's first thread is that of the run.
    if (thread === 0) return event.type !== 'end' && event.type !== 'truncated';
    return made >= 0;
  }

  function giveUntil(end: number) {
    // A trace may speak of many threads of which nothing has been heard.
    const heard = [...threads.values()].filter(({ held }) => held.length > 0);
    for (;;) {
      let first: Thread | undefined;
      let best: Held | undefined;
      let blocked: Thread | undefined;
      for (const thread of heard) {
        const held = thread.held[thread.head];
        if (!held || held.event.at >= end) continue;
        if (!isReady(thread, held)) blocked = thread;
        else if (!best || isBefore(held, best)) [first, best] = [thread, held];
      }
      // What it waits for may never have been recorded.
      const from = first ?? blocked;
      const held = from?.held[from.head];
      if (!from || !held) break;
      if (++from.head === from.held.length) {
        from.held = [];
        from.head = 0;
      }
      give(from, held.event);
    }
    flush();
  }

  function isBefore(a: Held, b: Held): boolean {
    const [x, y] =
      clock === 'real' ? [a.event.at, b.event.at] : [Math.floor(a.event.at), Math.floor(b.event.at)];
    return x < y || (x === y && a.order < b.order);
  }

  return {
    add(thread, added) {
      const { held } = threadOf(thread);
      for (const event of added) held.push({ event, order: ++orders });
    },
    reached(ms) {
      if (clock !== 'real') giveUntil(Math.floor(ms) + 1);
    },
    finish() {
      giveUntil(Number.POSITIVE_INFINITY);
      giveTruncated(at);
      flush();
    },
  };
}
