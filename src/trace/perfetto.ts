/**
 * A run in Chrome's Trace Event Format, which Perfetto (ui.perfetto.dev), chrome://tracing and the performance panel of
 * the browsers' developer tools open. Specification: "Trace Event Format", docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU.
 *
 * Duration events come as `B` and `E` and in the order in which things happened, because readers sort by time and keep
 * the order of the file where times are equal: so the order of microtasks survives, though all of them take no time.
 */
import { type Derived, derive } from './derive.ts';
import type { Trace, TraceEvent } from './event.ts';
import type { LaneKind } from './lanes.ts';
import type { Span } from './spans.ts';
import { describe, frameLabel, placeName, taskLabel } from './words.ts';

/** One entry of `traceEvents`. */
export type FormatEvent =
  /** Names a process or a thread, or says where to show it. */
  | { ph: 'M'; name: 'process_name' | 'thread_name'; pid: number; tid: number; args: { name: string } }
  | {
      ph: 'M';
      name: 'process_sort_index' | 'thread_sort_index';
      pid: number;
      tid: number;
      args: { sort_index: number };
    }
  /** A slice begins or ends; `ts` in µs. */
  | {
      ph: 'B';
      name: string;
      cat: string;
      pid: number;
      tid: number;
      ts: number;
      args: Record<string, unknown>;
    }
  | { ph: 'E'; pid: number; tid: number; ts: number }
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

/** Longer names of slices are cut: viewers show them in one line. */
const LONGEST_NAME = 100;

/** The run as an object to be written with `JSON.stringify`. */
export function toTraceEventFormat(trace: Trace, options: FormatOptions = {}): TraceEventFile {
  const derived = derive(trace);
  const axis = options.axis ?? 'time';
  const { metadata, threads } = nameThreads(derived);
  const slices = [...programSlices(derived), ...laneSlices(derived, threads)];
  const beginning = Map.groupBy(slices, ({ startSeq }) => startSeq);
  const ending = Map.groupBy(slices, ({ endSeq }) => endSeq);
  const arrows = derived.arrows.filter(({ to, within }) => !(within && isEndOfWork(trace.events[to])));
  const leaving = Map.groupBy(arrows, ({ from }) => from);
  const arriving = Map.groupBy(arrows, ({ to }) => to);
  const serverRows = readServerRows(derived);

  const out: FormatEvent[] = [];
  const open = new Map<number, number>();
  const begin = (slice: Slice, ts: number) => {
    const { pid, tid } = slice.thread;
    open.set(tid, (open.get(tid) ?? 0) + 1);
    out.push({
      ph: 'B',
      name: slice.name.slice(0, LONGEST_NAME),
      cat: slice.cat,
      pid,
      tid,
      ts,
      args: slice.args,
    });
  };
  const end = ({ thread: { pid, tid } }: Slice, ts: number) => {
    open.set(tid, (open.get(tid) ?? 0) - 1);
    out.push({ ph: 'E', pid, tid, ts });
  };

  for (const event of trace.events) {
    const { seq } = event;
    const ts = axis === 'order' ? seq * 1000 : Math.round(event.at * 1e6) / 1000;
    const begins = beginning.get(seq) ?? [];
    const ends = ending.get(seq) ?? [];
    // Slices of a lane touch: the old one ends before the new one begins. The program's are nested: those end last.
    for (const slice of ends) if (!slice.nested && slice.startSeq < seq) end(slice, ts);
    for (const slice of begins) begin(slice, ts);

    const inside = derived.jobs[derived.jobOf[seq] ?? -1]?.kind !== 'outside';
    const row = serverRows.get(seq);
    const home = inside
      ? threads.program
      : row === undefined
        ? undefined
        : threads.find(derived.laneOf[seq] ?? 0, row);
    if (home && (open.get(home.tid) ?? 0) > 0) {
      for (const { to } of leaving.get(seq) ?? []) out.push(arrow('s', to, home, ts));
      for (const { to } of arriving.get(seq) ?? []) out.push(arrow('f', to, home, ts));
    }
    const sign = instant(derived, event, threads, ts);
    if (sign) out.push(sign);

    for (const slice of begins.toReversed()) if (!slice.nested && slice.endSeq === seq) end(slice, ts);
    for (const slice of ends.toReversed()) if (slice.nested) end(slice, ts);
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
  /** True for slices of the program's thread, which stand on each other. */
  nested: boolean;
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
      metadata.push({
        ph: 'M',
        name: 'process_name',
        pid,
        tid: 0,
        args: { name: PROCESSES[pid] ?? 'Program' },
      });
      metadata.push({ ph: 'M', name: 'process_sort_index', pid, tid: 0, args: { sort_index: pid } });
    }
    firstTid.push(tid + 1);
    pids.push(pid);
    for (let row = 0; row < lane.rows; row++) {
      tid++;
      const name = row === 0 ? lane.label : `${lane.label} (${row + 1})`;
      metadata.push({ ph: 'M', name: 'thread_name', pid, tid, args: { name } });
      metadata.push({ ph: 'M', name: 'thread_sort_index', pid, tid, args: { sort_index: tid } });
    }
  }
  const find = (lane: number, row: number) => ({
    pid: pids[lane] ?? PROGRAM,
    tid: (firstTid[lane] ?? 1) + row,
  });
  return { metadata, threads: { program: find(0, 0), find } };
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
      nested: true,
    });
  }
  for (const frame of derived.frames) {
    if (frame.kind === 'task') continue;
    const args = { where: place(derived, frame.startSeq) };
    const { kind: cat, startSeq, endSeq } = frame;
    slices.push({ thread, name: frameLabel(derived, frame), cat, args, startSeq, endSeq, nested: true });
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
      nested: false,
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
