/**
 * The state of a run at any moment of it, as a debugger would show it. Nothing is re-run and nothing is replayed from
 * the beginning: every thing has a lifetime, and a moment is what is alive then. So forwards and backwards are one.
 */
import type { Derived } from './derive.ts';
import type { CallKind, ErrorReport, ReactionKind, Site, SuspendKind, TimerKind } from './event.ts';
import type { Frame } from './jobs.ts';
import type { Line } from './output.ts';
import type { RequestStory } from './requests.ts';
import { findStory } from './story.ts';
import { frameLabel, taskLabel } from './words.ts';

/** What was the case just after the event `seq`. Sites are where a reader should look; undefined when unknown. */
export interface Moment {
  /** -1 for the moment before the first event. */
  seq: number;
  /** Virtual ms since the run began. */
  at: number;
  /** What the thread in which it happened was doing: a job of this kind, or nothing at all. */
  running: 'task' | 'microtask' | 'nothing';
  /** What to call the worker in which it happened; undefined for the program's first thread. */
  thread: string | undefined;
  /** The task whose turn it is, also while its microtasks run; undefined when the program does nothing. */
  task: { seq: number; label: string; at: number } | undefined;
  /** What had been entered and not left, innermost first. Only functions that can pause, and callbacks, are known. */
  stack: StackFrame[];
  /** What runs before the next task, in this order; see `MicrotaskStory` for how it is known. */
  microtasks: { label: string; site: Site | undefined; since: number }[];
  /** Callbacks given to a promise that has not settled yet. */
  reactions: { label: string; kind: ReactionKind; site: Site | undefined; since: number }[];
  /** In the order in which they are due. */
  timers: { label: string; kind: TimerKind; due: number; site: Site | undefined; since: number }[];
  /** Calls that are not over, in the order in which they began. */
  calls: LiveCall[];
  /** Per server, requests that somebody is still at work on. */
  servers: { server: string; requests: LiveRequest[] }[];
  /** Messages that were sent and not received. */
  messages: { label: string; channel: string; since: number }[];
  listeners: { label: string; event: string; target: string; site: Site | undefined; since: number }[];
  /** Everything printed so far. */
  output: Line[];
  /** Rejections the host has reported and nobody has handled since. */
  rejections: { seq: number; error: ErrorReport }[];
}

export interface StackFrame {
  kind: Frame['kind'];
  label: string;
  /** Where it stands now. */
  site: Site | undefined;
}

/** Times named `since` are the `seq` of the event that made it so. */
export interface LiveCall {
  label: string;
  kind: CallKind;
  /** `calling`: it is on the stack, and waits for what it called to return or pause. */
  state: 'running' | 'calling' | 'waiting' | 'paused';
  /** What it paused at. */
  on: SuspendKind | undefined;
  site: Site | undefined;
  since: number;
}

export interface LiveRequest {
  label: string;
  method: string;
  url: string;
  /** On its way or queued at the server; being worked on; on its way back. */
  phase: 'sent' | 'started' | 'answered';
  /** True when the program no longer waits for it. */
  abandoned: boolean;
  site: Site | undefined;
  since: number;
}

/**
 * The state just after the event `seq`; before the first event for -1. Takes time in proportion to how much is alive
 * then and how deep the stack is, not to the length of the trace.
 * @throws {RangeError} when the trace has no such event.
 */
export function stateAt(derived: Derived, seq: number): Moment {
  const { trace, jobs, turns, alive } = derived;
  const { events } = trace;
  if (!Number.isInteger(seq) || seq < -1 || seq >= events.length) {
    throw new RangeError(`seq must be an integer from -1 to ${events.length - 1}, found ${seq}`);
  }
  const site = (index: number | undefined) => (index === undefined ? undefined : trace.sites[index]);
  const job = jobs[derived.jobOf[seq] ?? -1];
  const turn = job && job.kind !== 'outside' ? turns[job.turn] : undefined;
  const running = job && job.kind !== 'outside' ? job.kind : 'nothing';
  const { stack, states } = stackAt(derived, seq);
  // Other threads are in the middle of something, too.
  for (const { thread, events } of derived.threads) {
    if (thread === job?.thread) continue;
    const last = events[lastUntil(events.length, (i) => events[i]?.seq ?? 0, seq)];
    if (last) for (const [call, state] of stackAt(derived, last.seq).states) states.set(call, state);
  }

  const list = <S, T>(
    index: { at(seq: number): number[] },
    all: readonly S[],
    show: (story: S) => T,
  ): T[] => {
    const result: T[] = [];
    for (const i of index.at(seq)) {
      const story = all[i];
      if (story !== undefined) result.push(show(story));
    }
    return result;
  };

  const queued = alive.queue
    .at(seq)
    .map((i) => derived.queue[i] ?? -1)
    .sort((a, b) => a - b)
    .flatMap((i) => derived.microtasks[i] ?? []);
  const queuedReactions = new Set(queued.map(({ what }) => (what.kind === 'reaction' ? what.reaction : -1)));
  const requests = list(alive.requests, derived.requests.all, (story) => story);
  return {
    seq,
    at: events[seq]?.at ?? 0,
    running,
    thread: job && findStory(derived.workers, job.thread)?.label,
    task: turn && { seq: turn.startSeq, label: taskLabel(derived, turn), at: turn.start },
    stack,
    microtasks: queued.map((story) => ({ label: story.label, site: site(story.site), since: story.from })),
    reactions: list(alive.reactions, derived.reactions.all, (story) => story)
      .filter((story) => !queuedReactions.has(story.index))
      .map((story) => ({ label: story.label, kind: story.kind, site: site(story.site), since: story.from })),
    timers: list(alive.timers, derived.timers.all, (story) => story)
      .sort((a, b) => a.due - b.due || a.index - b.index)
      .map((story) => ({
        label: story.label,
        kind: story.kind,
        due: story.due,
        site: site(story.site),
        since: story.from,
      })),
    calls: list(alive.calls, derived.calls.all, (story) => {
      const { label, kind, pauses } = story;
      const onStack = states.get(story.call);
      if (onStack) {
        return { label, kind, state: onStack.state, on: undefined, site: onStack.site, since: onStack.since };
      }
      const pause = pauses[lastUntil(pauses.length, (i) => pauses[i]?.from ?? 0, seq)];
      return {
        label,
        kind,
        state: pause?.on === 'yield' ? 'paused' : 'waiting',
        on: pause?.on,
        site: site(events[pause?.from ?? story.from]?.site),
        since: pause?.from ?? story.from,
      };
    }),
    servers: byServer(requests).map(({ server, requests }) => ({
      server,
      requests: requests.map((story) => ({
        label: story.label,
        method: story.method,
        url: story.url,
        ...phaseAt(story, seq),
        site: site(story.site),
      })),
    })),
    messages: list(alive.messages, derived.messages.all, ({ label, channel, from }) => ({
      label,
      channel,
      since: from,
    })),
    listeners: list(alive.listeners, derived.listeners.all, (story) => ({
      label: story.label,
      event: story.event,
      target: story.target,
      site: site(story.site),
      since: story.from,
    })),
    output: derived.output.slice(
      0,
      lastUntil(derived.output.length, (i) => derived.output[i]?.seq ?? 0, seq) + 1,
    ),
    rejections: list(alive.rejections, derived.rejections, ({ from, error }) => ({ seq: from, error })),
  };
}

/** The stack after the event `seq`, innermost first, and the state of the calls on it by their number. */
function stackAt(derived: Derived, seq: number) {
  const { trace, frames } = derived;
  const stack: StackFrame[] = [];
  const states = new Map<number, { state: 'running' | 'calling'; site: Site | undefined; since: number }>();
  const siteAt = (place: number) => {
    const index = trace.events[place]?.site;
    return index === undefined ? undefined : trace.sites[index];
  };
  let place = derived.placeOf[seq] ?? -1;
  let state: 'running' | 'calling' = 'running';
  for (let frame = frames[derived.topOf[seq] ?? -1]; frame; frame = frames[frame.parent]) {
    const site = siteAt(place) ?? siteAt(frame.startSeq);
    stack.push({ kind: frame.kind, label: frameLabel(derived, frame), site });
    if (frame.kind === 'call' && !states.has(frame.id))
      states.set(frame.id, { state, site, since: frame.startSeq });
    state = 'calling';
    place = frame.parentPlace;
  }
  return { stack, states };
}

function phaseAt(story: RequestStory, seq: number): Pick<LiveRequest, 'phase' | 'abandoned' | 'since'> {
  const happened = (step: number) => step >= 0 && step <= seq;
  const abandoned = happened(story.abortedByClient);
  const served = happened(story.finished)
    ? story.finished
    : happened(story.abortedByServer)
      ? story.abortedByServer
      : -1;
  if (served >= 0) return { phase: 'answered', abandoned, since: served };
  if (happened(story.started)) return { phase: 'started', abandoned, since: story.started };
  return { phase: 'sent', abandoned, since: story.from };
}

function byServer(requests: RequestStory[]): { server: string; requests: RequestStory[] }[] {
  const result = new Map<string, RequestStory[]>();
  for (const request of requests) {
    const list = result.get(request.server);
    if (list) list.push(request);
    else result.set(request.server, [request]);
  }
  return Array.from(result, ([server, requests]) => ({ server, requests }));
}

/** Index of the last of `length` ascending numbers that is not above `seq`; -1 for none. */
function lastUntil(length: number, numberAt: (index: number) => number, seq: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numberAt(middle) <= seq) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
