/** What fills the lanes: spans, the arcs over the gaps, the arrows from cause to effect, the blocked stretches. */
import type { CallStory } from './calls.ts';
import type { SuspendKind, Trace, TraceEvent } from './event.ts';
import { contentOf, type Order } from './jobs.ts';
import { type LaneMap, laneOfActor } from './lanes.ts';
import type { RequestStory } from './requests.ts';
import { Rows } from './rows.ts';
import type { Stories } from './stories.ts';
import { findStory } from './story.ts';

/**
 * What was the case during a span. By lane:
 * - program, worker: `task`, `microtask`: code was running;
 * - call: `running`, `waiting` (for what it awaits), `paused` (at a `yield`, until somebody asks for more), and without
 *   length at its end `done` or `failed`;
 * - microtasks: `queued`, then `microtask`;
 * - timers: `fired`, `cleared`, or `pending` if neither happened;
 * - server: `sent` (on its way or in the server's queue), `started`, `answered` (the answer is on its way), `abandoned`
 *   (the program gave it up, the server goes on), and without length at its end `done`, `failed` or `cleared` (given up);
 * - listeners: `listening`, `running`;
 * - messages: `sent`.
 */
export type SpanState =
  | 'task'
  | 'microtask'
  | 'running'
  | 'waiting'
  | 'paused'
  | 'done'
  | 'failed'
  | 'queued'
  | 'pending'
  | 'fired'
  | 'cleared'
  | 'sent'
  | 'started'
  | 'answered'
  | 'abandoned'
  | 'listening';

export interface Span {
  index: number;
  /** Index of its lane. */
  lane: number;
  /** Row within the lane; 0 is the topmost. */
  row: number;
  state: SpanState;
  /** True when it was still going on when the recording ended. */
  open: boolean;
  /** First and last event. */
  startSeq: number;
  endSeq: number;
  /** Virtual ms. */
  start: number;
  end: number;
  label: string;
  /** Index into `Trace.sites`. */
  site: number | undefined;
}

/** Joins the place where a call paused to the place where it went on. */
export interface Arc {
  lane: number;
  /** Index of the call. */
  call: number;
  on: SuspendKind;
  /** `seq` of `suspend` and `resume`. */
  from: number;
  to: number;
  /** `seq` of the event that let it go on; -1 if unknown. */
  cause: number;
}

/** Leads from a cause to its effect. */
export interface Arrow {
  from: number;
  to: number;
  fromLane: number;
  toLane: number;
  /** True when both ends belong to one timer, request, callback or message: then its span shows as much. */
  within: boolean;
}

/** Where the program began something that has its place in another lane. */
export interface Start {
  /** The event that began it. */
  seq: number;
  /** The lane of the call that began it, or the program's. */
  fromLane: number;
  toLane: number;
}

/** A turn that kept everything else waiting for longer than 50 virtual ms. */
export interface Blocked {
  turn: number;
  startSeq: number;
  endSeq: number;
  start: number;
  end: number;
}

/** A turn may take this many virtual ms before it counts as blocking: the limit of the Long Tasks API. */
export const LONGEST_TURN = 50;

/** All spans, grouped by lane from top to bottom and in each lane in order of `startSeq`; also sets `Lane.rows`. */
export function readSpans(trace: Trace, order: Order, stories: Stories, map: LaneMap): Span[] {
  const { events } = trace;
  const spans: Span[] = [];
  const lastSeq = Math.max(0, events.length - 1);
  const at = (seq: number) => events[seq]?.at ?? 0;

  const add = (
    lane: number,
    row: number,
    state: SpanState,
    from: number,
    to: number,
    label: string,
    site?: number,
  ) => {
    const open = !(to <= lastSeq);
    const endSeq = open ? lastSeq : to;
    spans.push({
      index: spans.length,
      lane,
      row,
      state,
      open,
      startSeq: from,
      endSeq,
      start: at(from),
      end: at(endSeq),
      label,
      site,
    });
  };
  const setRows = (lane: number, rows: Rows) => {
    const found = map.lanes[lane];
    if (found) found.rows = Math.max(1, rows.count);
  };

  const jobs = Map.groupBy(order.jobs, ({ thread }) => map.ofThread.get(thread) ?? 0);
  for (const lane of map.lanes) {
    if (lane.kind === 'program' || lane.kind === 'worker') {
      for (const job of jobs.get(lane.index) ?? []) {
        if (job.kind === 'outside') continue;
        const event = events[job.startSeq];
        add(lane.index, 0, job.kind, job.startSeq, job.endSeq, jobLabel(event, stories), event?.site);
      }
    }
    const call = stories.calls.all[lane.call];
    if (call) addCall(call, lane.index, events, add);
  }

  if (map.microtasks >= 0) {
    const rows = new Rows();
    for (const story of stories.microtasks.toSorted((a, b) => a.from - b.from || a.to - b.to)) {
      const job = order.jobs[order.jobOf[story.to] ?? -1];
      const end = Number.isFinite(story.to) ? (job?.endSeq ?? story.to) : story.to;
      const row = rows.take(story.from, end);
      add(map.microtasks, row, 'queued', story.from, story.to, story.label, story.site);
      if (Number.isFinite(story.to))
        add(map.microtasks, row, 'microtask', story.to, end, story.label, story.site);
    }
    setRows(map.microtasks, rows);
  }

  if (map.timers >= 0) {
    const rows = new Rows();
    for (const timer of stories.timers.all) {
      const state = timer.outcome === 'open' ? 'pending' : timer.outcome;
      add(map.timers, rows.take(timer.from, timer.to), state, timer.from, timer.to, timer.label, timer.site);
    }
    setRows(map.timers, rows);
  }

  for (const [server, lane] of map.ofServer) {
    const rows = new Rows();
    for (const request of stories.requests.all) {
      if (request.server === server) addRequest(request, lane, rows.take(request.from, request.to), add);
    }
    setRows(lane, rows);
  }

  if (map.listeners >= 0) {
    const rows = new Rows();
    for (const listener of stories.listeners.all) {
      // A listener for one time is removed before its callback runs.
      const end = Math.max(listener.to, listener.runs.at(-1)?.to ?? -1);
      const row = rows.take(listener.from, end);
      let from = listener.from;
      for (const run of listener.runs) {
        if (from < run.from && from < listener.to) {
          add(
            map.listeners,
            row,
            'listening',
            from,
            Math.min(run.from, listener.to),
            listener.label,
            listener.site,
          );
        }
        if (run.from >= from)
          add(map.listeners, row, 'running', run.from, run.to, listener.label, listener.site);
        from = Math.max(from, run.to);
      }
      if (from < listener.to)
        add(map.listeners, row, 'listening', from, listener.to, listener.label, listener.site);
    }
    setRows(map.listeners, rows);
  }

  if (map.messages >= 0) {
    const rows = new Rows();
    for (const message of stories.messages.all) {
      const row = rows.take(message.from, message.to);
      add(map.messages, row, 'sent', message.from, message.to, message.label, message.site);
    }
    setRows(map.messages, rows);
  }
  return spans;
}

type Add = (
  lane: number,
  row: number,
  state: SpanState,
  from: number,
  to: number,
  label: string,
  site?: number,
) => void;

function addCall(call: CallStory, lane: number, events: TraceEvent[], add: Add): void {
  let from = call.from;
  let site = call.site;
  for (const pause of call.pauses) {
    if (pause.from > from || pause.from === call.from)
      add(lane, 0, 'running', from, pause.from, call.label, site);
    const to = pause.to >= 0 ? pause.to : call.to;
    site = events[pause.from]?.site;
    add(lane, 0, pause.on === 'yield' ? 'paused' : 'waiting', pause.from, to, pauseWords[pause.on], site);
    from = to;
  }
  // A call that was closed while it paused does not run again.
  if (from < call.to) add(lane, 0, 'running', from, call.to, call.label, site);
  if (call.outcome === 'done')
    add(lane, 0, 'done', call.to, call.to, `${call.label} is done`, events[call.to]?.site);
  if (call.outcome === 'failed') {
    const label = `${call.label} failed: ${call.error?.text ?? 'error'}`;
    add(lane, 0, 'failed', call.to, call.to, label, events[call.to]?.site);
  }
}

const pauseWords: Record<SuspendKind, string> = {
  await: 'await',
  'for-await': 'for await',
  yield: 'yield',
  dispose: 'await using',
};

function addRequest(request: RequestStory, lane: number, row: number, add: Add): void {
  const { started, finished, response, abortedByClient, abortedByServer, label, site } = request;
  const text = `${label}: ${request.method} ${request.url}`;
  const never = Number.POSITIVE_INFINITY;
  const orNever = (seq: number) => (seq < 0 ? never : seq);
  const gone = orNever(abortedByClient);
  /** Adds one step, cut in two where the program gave the request up. */
  const step = (state: SpanState, from: number, to: number) => {
    if (!(from < to)) return;
    if (gone > from) add(lane, row, state, from, Math.min(to, gone), text, site);
    if (gone < to && Math.max(from, gone) < request.to)
      add(lane, row, 'abandoned', Math.max(from, gone), to, text, site);
  };
  const served = Math.min(orNever(finished), orNever(abortedByServer));
  // Without a server's word about it, it was on its way until the program heard.
  step(
    'sent',
    request.from,
    Math.min(orNever(started), served, started < 0 ? Math.min(orNever(response), request.to) : never),
  );
  if (started >= 0) step('started', started, served);
  if (served !== never && gone > served) step('answered', served, Math.min(orNever(response), gone));
  if (!Number.isFinite(request.to)) return;
  if (abortedByClient >= 0) add(lane, row, 'cleared', request.to, request.to, `${label} was given up`, site);
  else if (request.status === 0 || request.status >= 400)
    add(lane, row, 'failed', request.to, request.to, `${label} failed`, site);
  else add(lane, row, 'done', request.to, request.to, `${label}: ${request.status}`, site);
}

/** What a job is for, in a few words. */
export function jobLabel(event: TraceEvent | undefined, stories: Stories): string {
  switch (event?.type) {
    case 'task':
      return event.name ? `${event.kind}: ${event.name}` : event.kind;
    case 'resume':
      return findStory(stories.calls, event.call)?.label ?? 'microtask';
    case 'reaction-run':
      return findStory(stories.reactions, event.reaction)?.label ?? 'microtask';
    default:
      return 'microtask';
  }
}

/** An arc for every pause that came to an end, in order of resumption within each call. */
export function readArcs(trace: Trace, stories: Stories, map: LaneMap): Arc[] {
  const arcs: Arc[] = [];
  for (const call of stories.calls.all) {
    for (const pause of call.pauses) {
      if (pause.to < 0) continue;
      const cause = trace.events[pause.to]?.cause ?? -1;
      arcs.push({
        lane: map.ofCall[call.index] ?? 0,
        call: call.index,
        on: pause.on,
        from: pause.from,
        to: pause.to,
        cause: cause === pause.from ? -1 : cause,
      });
    }
  }
  return arcs;
}

/** Events whose cause is worth an arrow. For the others it only says where the program was at the time. */
const effects: ReadonlySet<TraceEvent['type']> = new Set([
  'task',
  'resume',
  'timer-fired',
  'reaction-run',
  'request-started',
  'request-finished',
  'request-aborted',
  'response',
  'listener-run',
  'message-received',
  'abort',
  'unhandled-rejection',
  'uncaught-error',
]);

/** True for an event whose `cause` tells readers something: why it happened, rather than where. */
export function hasTellingCause(event: TraceEvent): boolean {
  return event.cause !== undefined && event.cause < event.seq && effects.has(event.type);
}

/** The arrows of a run, in order of effect. */
export function readArrows(trace: Trace, map: LaneMap): Arrow[] {
  const { events } = trace;
  const arrows: Arrow[] = [];
  for (const event of events) {
    const { cause, seq } = event;
    if (cause === undefined || !hasTellingCause(event)) continue;
    // `task` and what it is for have the same cause: one arrow is enough, to the second.
    if (event.type === 'task' && contentOf(events, seq)?.cause === cause) continue;
    if (event.type === 'resume' && events[cause]?.type === 'suspend' && map.laneOf[cause] === map.laneOf[seq])
      continue;
    arrows.push({
      from: cause,
      to: seq,
      fromLane: map.laneOf[cause] ?? 0,
      toLane: map.laneOf[seq] ?? 0,
      within: events[cause]?.thread === event.thread && isSameThing(events[cause], event),
    });
  }
  return arrows;
}

const things = ['timer', 'request', 'reaction', 'listener', 'message'] as const;

function isSameThing(a: TraceEvent | undefined, b: TraceEvent): boolean {
  const x = (a ?? {}) as Partial<Record<(typeof things)[number], number>>;
  const y = b as typeof x;
  for (const thing of things) if (x[thing] !== undefined) return x[thing] === y[thing];
  return false;
}

/** Every event that began a timer, a request, a callback's waiting, a listener or a message, in order. */
export function readStarts(trace: Trace, order: Order, stories: Stories, map: LaneMap): Start[] {
  const starts: Start[] = [];
  for (const { type, seq } of trace.events) {
    switch (type) {
      case 'timer-set':
      case 'reaction-set':
      case 'request-sent':
      case 'listener-added':
      case 'message-sent': {
        const fromLane = laneOfActor(order, stories, map, seq);
        const toLane = map.laneOf[seq] ?? 0;
        if (type !== 'message-sent' || fromLane !== toLane) starts.push({ seq, fromLane, toLane });
      }
    }
  }
  return starts;
}

/** The stretches in which one turn kept everything else waiting. A worker keeps nobody waiting but itself. */
export function readBlocked(order: Order): Blocked[] {
  return order.turns
    .filter((turn) => turn.thread === 0 && turn.end - turn.start > LONGEST_TURN)
    .map(({ index, startSeq, endSeq, start, end }) => ({ turn: index, startSeq, endSeq, start, end }));
}
