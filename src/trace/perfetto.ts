/**
 * A run in Chrome's Trace Event Format, which Perfetto (ui.perfetto.dev), chrome://tracing and the performance panel of
 * the browsers' developer tools open. Specification: "Trace Event Format", docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU.
 *
 * Slices come as `X`, for Chromium's developer tools match `B` with `E` across threads. They come in the order in which
 * they begin, because readers sort by time and keep the order of the file where times are equal.
 */
import { type Derived, understand } from './derive.ts';
import type { Trace, TraceEvent } from './event.ts';
import type { LaneKind } from './lanes.ts';
import type { Span } from './spans.ts';
import { describe, frameLabel, placeName, taskLabel } from './words.ts';

/** One entry of `traceEvents`. */
export type FormatEvent =
  /** Names a process or a thread, or says where to show it. */
  | Metadata<'process_name' | 'thread_name', { name: string }>
  | Metadata<'process_sort_index' | 'thread_sort_index', { sort_index: number }>
  /** A slice; `ts` and `dur` in µs. */
  | {
      ph: 'X';
      name: string;
      cat: string;
      pid: number;
      tid: number;
      ts: number;
      dur: number;
      args: Record<string, unknown>;
    }
  /** Something without length: `t` for the thread it is on, `g` for all. */
  | {
      ph: 'i';
      s: 't' | 'g';
      name: string;
      cat: string;
      pid: number;
      tid: number;
      ts: number;
      args: Record<string, unknown>;
    }
  /** An arrow starts, and ends at the slice around it. */
  | { ph: 's'; id: number; name: string; cat: string; pid: number; tid: number; ts: number }
  | { ph: 'f'; bp: 'e'; id: number; name: string; cat: string; pid: number; tid: number; ts: number };

interface Metadata<Name, Args> {
  ph: 'M';
  cat: '__metadata';
  name: Name;
  pid: number;
  tid: number;
  ts: 0;
  args: Args;
}

export interface TraceEventFile {
  traceEvents: FormatEvent[];
  displayTimeUnit: 'ms';
  otherData: Record<string, string>;
}

export interface FormatOptions {
  /**
   * `time` (default): 1 virtual ms is shown as 1 ms. `order`: each event is shown 1 ms after the one before it, so that
   * what happens in no time can be seen side by side.
   */
  axis?: 'time' | 'order';
}

/** Process numbers: the program with its calls, what it waits for, and the servers. */
const PROGRAM = 1;
const WAITING = 2;
const SERVERS = 3;
const PROCESSES: Record<number, string> = {
  [PROGRAM]: 'Program',
  [WAITING]: 'Waiting',
  [SERVERS]: 'Servers',
};

/** `ts` of the first event, in µs: viewers count from there, and Chromium's passes over what happens at 0. */
const BEGINNING = 1;

/** Longer names of slices are cut: viewers show them in one line. */
const LONGEST_NAME = 100;

/** The run as an object to be written with `JSON.stringify`. */
export function toTraceEventFormat(run: Trace | Derived, options: FormatOptions = {}): TraceEventFile {
  const derived = understand(run);
  const { trace } = derived;
  const axis = options.axis ?? 'time';
  const { metadata, threads } = nameThreads(derived);
  const slices = [...programSlices(derived), ...laneSlices(derived, threads)];
  const beginning = Map.groupBy(slices, ({ startSeq }) => startSeq);
  const arrows = derived.arrows.filter(({ to, within }) => !(within && isEndOfWork(trace.events[to])));
  const leaving = Map.groupBy(arrows, ({ from }) => from);
  const arriving = Map.groupBy(arrows, ({ to }) => to);
  const serverRows = readServerRows(derived);
  const timeOf = (seq: number) =>
    BEGINNING + (axis === 'order' ? seq * 1000 : Math.round((trace.events[seq]?.at ?? 0) * 1e6) / 1000);

  const out: FormatEvent[] = [];
  for (const event of trace.events) {
    const { seq } = event;
    const ts = timeOf(seq);
    for (const { thread, name, cat, args, endSeq } of beginning.get(seq) ?? []) {
      const dur = Math.round((timeOf(endSeq) - ts) * 1000) / 1000;
      out.push({ ph: 'X', name: name.slice(0, LONGEST_NAME), cat, ...thread, ts, dur, args });
    }
    // An arrow is tied to the slice around it: to the job it happened in, or to the request at its server.
    const inside = derived.jobs[derived.jobOf[seq] ?? -1]?.kind !== 'outside';
    const row = serverRows.get(seq);
    const lane = derived.laneOf[seq] ?? 0;
    const home = inside ? threads.program : row === undefined ? undefined : threads.find(lane, row);
    if (home) {
      for (const { to } of leaving.get(seq) ?? []) out.push(arrow('s', to, home, ts));
      for (const { to } of arriving.get(seq) ?? []) out.push(arrow('f', to, home, ts));
    }
    const sign = instant(derived, event, threads, ts);
    if (sign) out.push(sign);
  }
  return {
    traceEvents: [...metadata, ...onlyPaired(out)],
    displayTimeUnit: 'ms',
    otherData: { producer: 'Interleave', axis: axis === 'order' ? '1 ms per event' : 'virtual ms' },
  };
}

interface Thread {
  pid: number;
  tid: number;
}

interface Slice {
  thread: Thread;
  name: string;
  cat: string;
  args: Record<string, unknown>;
  startSeq: number;
  endSeq: number;
}

interface Threads {
  program: Thread;
  find(lane: number, row: number): Thread;
}

/** A thread for each row of each lane, grouped into processes. */
function nameThreads(derived: Derived): { metadata: FormatEvent[]; threads: Threads } {
  const metadata: FormatEvent[] = [];
  const firstTid: number[] = [];
  const pids: number[] = [];
  const named = new Set<number>();
  let tid = 0;
  for (const lane of derived.lanes) {
    const pid = processOf(lane.kind);
    if (!named.has(pid)) {
      named.add(pid);
      metadata.push(...nameIt('process', pid, 0, PROCESSES[pid] ?? 'Program', pid));
    }
    firstTid.push(tid + 1);
    pids.push(pid);
    for (let row = 0; row < lane.rows; row++) {
      tid++;
      const name = row === 0 ? lane.label : `${lane.label}, row ${row + 1}`;
      metadata.push(...nameIt('thread', pid, tid, name, tid));
    }
  }
  const find = (lane: number, row: number) => ({
    pid: pids[lane] ?? PROGRAM,
    tid: (firstTid[lane] ?? 1) + row,
  });
  return { metadata, threads: { program: find(0, 0), find } };
}

function nameIt(
  kind: 'process' | 'thread',
  pid: number,
  tid: number,
  name: string,
  sort: number,
): FormatEvent[] {
  const common = { ph: 'M', cat: '__metadata', pid, tid, ts: 0 } as const;
  return [
    { ...common, name: `${kind}_name` as const, args: { name } },
    { ...common, name: `${kind}_sort_index` as const, args: { sort_index: sort } },
  ];
}

function processOf(kind: LaneKind): number {
  if (kind === 'server') return SERVERS;
  return kind === 'program' || kind === 'call' || kind === 'microtasks' ? PROGRAM : WAITING;
}

/** The jobs of the program, and in them what was entered and left. */
function programSlices(derived: Derived): Slice[] {
  const thread = { pid: PROGRAM, tid: 1 };
  const slices: Slice[] = [];
  for (const job of derived.jobs) {
    if (job.kind === 'outside') continue;
    const turn = derived.turns[job.turn];
    const name = job.kind === 'task' && turn ? `task: ${taskLabel(derived, turn)}` : 'microtask';
    const args = { job: job.index, turn: job.turn };
    slices.push({
      thread,
      name,
      cat: job.kind,
      args,
      startSeq: job.startSeq,
      endSeq: job.endSeq,
    });
  }
  for (const frame of derived.frames) {
    if (frame.kind === 'task') continue;
    const args = { where: place(derived, frame.startSeq) };
    const { kind: cat, startSeq, endSeq } = frame;
    slices.push({ thread, name: frameLabel(derived, frame), cat, args, startSeq, endSeq });
  }
  // Outer ones first: they begin first, and they end last.
  return slices.sort((a, b) => a.startSeq - b.startSeq || b.endSeq - a.endSeq);
}

/** The spans of all other lanes, but for those without length, which are shown as instants. */
function laneSlices(derived: Derived, threads: Threads): Slice[] {
  return derived.spans
    .filter((span) => span.lane > 0 && !(span.startSeq === span.endSeq && isSign(span)))
    .map((span) => ({
      thread: threads.find(span.lane, span.row),
      name: span.label,
      cat: span.state,
      args: {
        state: span.state,
        where: span.site === undefined ? undefined : placeOf(derived, span.site),
        open: span.open || undefined,
      },
      startSeq: span.startSeq,
      endSeq: span.endSeq,
    }));
}

function isSign(span: Span): boolean {
  return span.state === 'done' || span.state === 'failed' || span.state === 'cleared';
}

/** By `seq` of a server's event: the row of the request it belongs to. */
function readServerRows(derived: Derived): Map<number, number> {
  const rows = new Map<number, number>();
  for (const span of derived.spans) {
    if (derived.lanes[span.lane]?.kind !== 'server') continue;
    rows.set(span.startSeq, span.row);
    if (!span.open) rows.set(span.endSeq, span.row);
  }
  return rows;
}

function arrow(ph: 's' | 'f', id: number, { pid, tid }: Thread, ts: number): FormatEvent {
  const name = 'cause';
  const cat = 'cause';
  return ph === 's' ? { ph, id, name, cat, pid, tid, ts } : { ph, bp: 'e', id, name, cat, pid, tid, ts };
}

/** True for what follows from the server's own work: one slice leads to it, so it needs no arrow. */
function isEndOfWork(event: TraceEvent | undefined): boolean {
  return event?.type === 'request-finished' || (event?.type === 'request-aborted' && event.by === 'server');
}

/** Leaves out arrows of which only one end has a slice to be tied to. */
function onlyPaired(events: FormatEvent[]): FormatEvent[] {
  const starts = new Set(events.flatMap((event) => (event.ph === 's' ? event.id : [])));
  const ends = new Set(events.flatMap((event) => (event.ph === 'f' ? event.id : [])));
  return events.filter(
    (event) => (event.ph !== 's' && event.ph !== 'f') || (starts.has(event.id) && ends.has(event.id)),
  );
}

/** What readers look for without length: what was printed, marks, errors, ends of calls. */
function instant(derived: Derived, event: TraceEvent, threads: Threads, ts: number): FormatEvent | undefined {
  const thread = threads.find(derived.laneOf[event.seq] ?? 0, 0);
  const sign = (name: string, cat: string, s: 't' | 'g' = 't'): FormatEvent => ({
    ph: 'i',
    s,
    name: name.slice(0, LONGEST_NAME),
    cat,
    ...thread,
    ts,
    args: { where: place(derived, event.seq), text: describe(derived, event.seq).text },
  });
  switch (event.type) {
    case 'log':
      return sign(event.text, event.level);
    case 'mark':
      return sign(`mark ${event.number}: ${event.label}`, 'mark', 'g');
    case 'uncaught-error':
      return sign(`Uncaught ${event.error.text}`, 'error', 'g');
    case 'unhandled-rejection':
      return sign(`Uncaught (in promise) ${event.error.text}`, 'error', 'g');
    case 'throw':
      return sign(event.error.text, 'throw');
    case 'abort':
      return sign(event.reason, 'abort');
    case 'truncated':
    case 'end':
      return sign(describe(derived, event.seq).text, event.type);
    default:
      return undefined;
  }
}

function place(derived: Derived, seq: number): string | undefined {
  const site = derived.trace.events[seq]?.site;
  return site === undefined ? undefined : placeOf(derived, site);
}

function placeOf(derived: Derived, index: number): string | undefined {
  const site = derived.trace.sites[index];
  return site && placeName(site);
}
